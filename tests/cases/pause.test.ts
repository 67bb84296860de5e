import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createControl } from '../../src-main/engine/control.js'
import { createEngine } from '../../src-main/engine/index.js'
import type { ProgressEvent } from '../../src-main/engine/model/index.js'
import { makeWorld, plainRun } from '../support/engine.js'

describe('pause', () => {
  it('stands still between two batches, and goes on to the same end', async () => {
    const world = await makeWorld({ conversations: 300 })
    try {
      const control = createControl()
      const events: ProgressEvent[] = []
      const stops: Promise<void>[] = []
      const emit = (event: ProgressEvent) => {
        events.push(event)
        if (event.phase !== 'copy' || stops.length > 0) return
        control.pause()
        const stop = async () => {
          // The batch that runs may still end; then it must stand still.
          let heard: number
          do {
            heard = events.length
            await sleep(400)
          } while (events.length > heard)
          expect(events.at(-1)?.phase).toBe('copy')
          control.resume()
        }
        stops.push(stop())
      }
      const engine = createEngine({ environment: world.environment, emit, signal: control.signal })
      const result = await engine.migrate(plainRun)
      await Promise.all(stops)
      expect(stops).toHaveLength(1)
      expect(result.status).toBe('migrated')
      expect(result.totals.same).toBe(true)
    } finally {
      world.remove()
    }
  })

  it('a cancel ends a pause', async () => {
    const world = await makeWorld({ conversations: 50 })
    try {
      const control = createControl()
      let asked = false
      const emit = (event: ProgressEvent) => {
        if (event.phase !== 'copy' || asked) return
        asked = true
        control.pause()
        setTimeout(() => {
          control.abort()
        }, 100)
      }
      const engine = createEngine({ environment: world.environment, emit, signal: control.signal })
      await expect(engine.migrate(plainRun)).rejects.toMatchObject({ code: 'HM-CANCELLED' })
    } finally {
      world.remove()
    }
  })

  const small = smallVolume()
  it.skipIf(small === null)('waits for room on a full disk, and goes on when there is some', async () => {
    const folder = small?.folder ?? ''
    const world = await makeWorld({ conversations: 200, textBytes: 20_000 })
    try {
      const ballast = join(folder, 'ballast')
      const waits: string[] = []
      let filled = false
      const emit = (event: ProgressEvent) => {
        if (event.phase === 'copy' && !filled) {
          filled = true
          fill(ballast)
        }
        if (event.paused?.reason === 'disk') {
          waits.push(event.paused.folder)
          expect(event.paused.bytesNeeded).toBeGreaterThan(event.paused.bytesFree)
          rmSync(ballast, { force: true })
        }
      }
      const engine = createEngine({ environment: world.environment, emit, signal: createControl().signal })
      const result = await engine.migrate({ ...plainRun, to: join(folder, 'new.db'), onDiskFull: 'wait' })
      expect(waits.length).toBeGreaterThan(0)
      expect(result.status).toBe('migrated')
      expect(result.totals.same).toBe(true)
    } finally {
      world.remove()
      small?.remove()
    }
  })
})

/** A volume of 64 MB of our own, where the system lets us mount one (root on Linux); null elsewhere. */
function smallVolume(): { folder: string; remove: () => void } | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  const folder = mkdtempSync(join(tmpdir(), 'hive-volume-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    // A container without the right to mount.
    rmSync(folder, { recursive: true })
    return null
  }
  return {
    folder,
    remove: () => {
      execFileSync('umount', [folder])
      rmSync(folder, { recursive: true })
    },
  }
}

/** Writes until the volume has no room left. */
function fill(path: string): void {
  const block = Buffer.alloc(1 << 16)
  for (;;) {
    try {
      writeFileSync(path, block, { flag: 'a' })
    } catch {
      return
    }
  }
}
