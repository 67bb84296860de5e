/** A disk that becomes full for real: a small file system of its own, filled up to so many bytes at some moment. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { FaultPoint } from '../../src-main/engine/faults.js'
import { makePlay } from './support/play.js'
import { Chance } from './support/random.js'
import { seed } from './support/suite.js'

/** Mounts a file system of 16 MB; null where this user may not. */
function mountSmall(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'hive-small-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', folder], { stdio: 'ignore' })
    return folder
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
}

const disk = mountSmall()
afterAll(() => {
  if (disk === null) return
  execFileSync('umount', ['-l', disk])
  rmSync(disk, { recursive: true })
})

/** Takes all room but so many bytes. */
function fill(folder: string, free: number): void {
  const { bavail, bsize } = statfsSync(folder)
  writeFileSync(join(folder, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - free)))
}

const chance = new Chance(seed)
const upTo = (most: number) => Array.from({ length: 3 }, () => 4096 * chance.below(most / 4096))
const moments: [FaultPoint, number[]][] = [
  ['backup:folder-made', upTo(400_000)],
  ['target:folder-made', upTo(600_000)],
  ['copy:begun', upTo(400_000)],
  ['index:before-one', upTo(300_000)],
  ['search:filled', upTo(100_000)],
  ['verify:compared', upTo(60_000)],
  ['swap:intent', upTo(60_000)],
  ['swap:renamed', upTo(60_000)],
]

describe.skipIf(disk === null)(`a disk with little room left (HIVE_CRASH_SEED=${seed})`, () => {
  const cases = moments.flatMap(([point, free]) => free.map((bytes) => [point, bytes] as const))

  it.each(cases)('at %s, %d bytes: nothing is lost, and with room again it goes on', async (point, free) => {
    const play = await makePlay('in-place', disk ?? '')
    const { error } = await play.dieAt(point, 'plain', () => {
      fill(disk ?? '', free)
    })
    if (error) expect(error.code, error.message).toBe('HM-DISK-FULL')
    rmSync(join(disk ?? '', 'filler'), { force: true })
    expect(play.afterDeath()).toEqual([])
    expect((await play.do('resume')).error).toBe(null)
    expect(play.whenMigrated()).toEqual([])
    await play.do('rollback')
    expect(play.whenBack()).toEqual([])
  })

  it.each(['rollback:planned', 'rollback:restoring', 'restore:removed'] as const)(
    'in a rollback at %s: it is finished with room again',
    async (point) => {
      for (const free of upTo(400_000)) {
        const play = await makePlay('in-place', disk ?? '')
        await play.do('plain')
        const { error } = await play.dieAt(point, 'rollback', () => {
          fill(disk ?? '', free)
        })
        if (error) expect(error.code, error.message).toBe('HM-DISK-FULL')
        rmSync(join(disk ?? '', 'filler'), { force: true })
        expect(play.afterDeath()).toEqual([])
        expect((await play.do('rollback')).error).toBe(null)
        expect(play.whenBack()).toEqual([])
      }
    },
  )
})
