import { availableParallelism, cpus, release, totalmem, type } from 'node:os'
import { statfsSync } from 'node:fs'
import { openWritable } from '../../sqlite/open.js'

/** The machine that figures were measured on, without a name or a path. */
export type Machine = {
  processor: string
  cores: number
  memoryBytes: number
  system: string
  /** The file system's type, where it is known. */
  fileSystem: string
  node: string
  sqlite: string
}

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
