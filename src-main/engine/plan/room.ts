/** Whether there is room, and leave to write, where a migration writes: looked at before it. */
import { accessSync, constants, existsSync, statSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { HiveError, type FailureCode } from '../errors.js'
import { passed, type Finding } from './finding.js'

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`

/** The nearest folder that exists must be writable, and the file itself, where there is one. Throws `code`. */
export function writable(path: string, code: FailureCode): Finding {
  const folder = nearest(dirname(path))
  if (!statSync(folder).isDirectory()) throw new HiveError(code, `${folder} is a file, not a folder.`)
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    if (existsSync(path)) accessSync(path, constants.W_OK)
  } catch (error) {
    throw new HiveError(code, `${folder} cannot be written: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    })
  }
  return passed(`${folder} is writable.`)
}

/** Needs on the same volume add up. Throws HM-DISK-SPACE. */
export function diskSpace(needs: { path: string; bytes: number; use: string }[]): Finding {
  const volumes = new Map<number, { free: number; needed: number; uses: string[]; folder: string }>()
  for (const { path, bytes, use } of needs) {
    const folder = nearest(path)
    const stats = statfsSync(folder)
    const device = statSync(folder).dev
    const volume = volumes.get(device) ?? { free: stats.bavail * stats.bsize, needed: 0, uses: [], folder }
    volume.needed += bytes
    volume.uses.push(use)
    volumes.set(device, volume)
  }
  for (const { free, needed, uses, folder } of volumes.values()) {
    if (free >= needed) continue
    const detail = `${uses.join(' and ')} need ${megabytes(needed)} on the volume of ${folder}; ${megabytes(free)} are free.`
    throw new HiveError('HM-DISK-SPACE', detail, {
      fix: `Free ${megabytes(needed - free)} there, or choose another disk.`,
    })
  }
  const needed = [...volumes.values()].reduce((sum, volume) => sum + volume.needed, 0)
  return passed(`About ${megabytes(needed)} are needed, and there is room.`)
}

function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path))
}
