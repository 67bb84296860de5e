/** A small disk of its own, where this machine lets us mount one: to fill it, or to make it read-only. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Volume = {
  path: string
  /** Writes a file that leaves so many bytes free; answers how to free them again. */
  fillUpTo(free: number): () => void
  makeReadonly(): void
  remove(): void
}

const mount = (...args: string[]) => spawnSync('mount', args).status === 0

/** Mounts a file system in memory of so many bytes; null where that needs rights that we do not have. */
export function mountVolume(bytes: number): Volume | null {
  const path = mkdtempSync(join(tmpdir(), 'hive-volume-'))
  if (process.platform !== 'linux' || !mount('-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path)) {
    rmSync(path, { recursive: true })
    return null
  }
  const filler = join(path, 'filler')
  return {
    path,
    fillUpTo: (free) => {
      const { bavail, bsize } = statfsSync(path)
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - free)))
      return () => {
        rmSync(filler)
      }
    },
    makeReadonly: () => {
      mount('-o', 'remount,ro', path)
    },
    remove: () => {
      mount('-o', 'remount,rw', path)
      spawnSync('umount', ['-l', path])
      rmSync(path, { recursive: true, force: true })
    },
  }
}

/** Whether volumes can be mounted here: tests that need one skip elsewhere. */
export const canMount = (() => {
  const volume = mountVolume(1 << 20)
  volume?.remove()
  return volume !== null
})()

/** Makes a folder on a volume. */
export function folderOn(volume: Volume, name: string): string {
  const path = join(volume.path, name)
  mkdirSync(path, { recursive: true })
  return path
}
