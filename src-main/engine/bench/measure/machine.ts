import { availableParallelism, cpus, release, totalmem, type } from 'node:os'
import { statfsSync } from 'node:fs'
import type { Machine } from '../../model/index.js'
import { openWritable } from '../../sqlite/open.js'

const fileSystems: Record<number, string> = {
  0xef53: 'ext4',
  0x9123683e: 'btrfs',
  0x58465342: 'xfs',
  0x01021994: 'tmpfs',
  0x794c7630: 'overlay',
  0x2fc12fc1: 'zfs',
  0x1a: 'apfs',
}

/** Describes this machine and the file system of `folder`. */
export function machine(folder: string): Machine {
  const db = openWritable(':memory:')
  try {
    return {
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      cores: availableParallelism(),
      memoryBytes: totalmem(),
      system: `${type()} ${release()}`,
      fileSystem: fileSystems[statfsSync(folder).type] ?? 'unknown',
      node: process.versions.node,
      sqlite: db.prepare('SELECT sqlite_version()').pluck().get() as string,
    }
  } finally {
    db.close()
  }
}
