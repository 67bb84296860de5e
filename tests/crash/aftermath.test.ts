/** What a person, another program or a power cut does between a death and the next start. */
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { FaultPoint } from '../../src-main/engine/faults.js'
import { stateHome } from '../../src-main/engine/journal/state-home.js'
import { verifyAudit } from '../../src-main/engine/journal/audit.js'
import { environmentOf } from './support/perform.js'
import { makePlay, type Play } from './support/play.js'

/** A row that somebody writes with the new app. */
function write(target: string): void {
  const db = new Database(target)
  db.exec(`INSERT INTO users (id) VALUES ('somebody')`)
  db.close()
}

function holdsIt(database: string): boolean {
  const db = new Database(database, { readonly: true })
  try {
    return db.prepare(`SELECT 1 FROM users WHERE id = 'somebody'`).get() !== undefined
  } finally {
    db.close()
  }
}

describe('somebody used the new app since', () => {
  const points: FaultPoint[] = [
    'journal:after-backed-up',
    'verify:compared',
    'journal:after-swapping',
    'swap:folded',
    'swap:before-rename',
  ]
  it.each(points)('the death at %s: their row stays where it is', async (point) => {
    const play = await makePlay('app')
    await play.dieAt(point, 'plain')
    write(play.target)
    const { error } = await play.do('resume')
    expect(error?.code).toBe('HM-TARGET-HAS-DATA')
    expect(holdsIt(play.target)).toBe(true)
    // A new run backs it up as it is now, and keeps the row beside the old ones.
    expect((await play.do('plain')).migration).toMatchObject({ status: 'migrated', totals: { same: true } })
    expect(holdsIt(play.target)).toBe(true)
  })

  it('while the migration runs: their row stays where it is', async () => {
    const play = await makePlay('app')
    const { error } = await play.dieAt('verify:compared', 'plain', () => {
      write(play.target)
    })
    expect(error?.code).toBe('HM-TARGET-HAS-DATA')
    expect(holdsIt(play.target)).toBe(true)
  })

  it('after the new database was in place: the run is finished, and their row stays', async () => {
    const play = await makePlay('app')
    await play.dieAt('swap:renamed', 'plain')
    write(play.target)
    expect((await play.do('resume')).migration?.status).toBe('migrated')
    expect(holdsIt(play.target)).toBe(true)
  })

  it.each(['restore:staged', 'restore:file-removed', 'restore:file-renamed', 'restore:renamed'] as const)(
    'after a rollback died at %s: it is finished, and a backup keeps their row',
    async (point) => {
      const play = await makePlay('app')
      await play.do('plain')
      await play.dieAt(point, 'rollback')
      write(play.target)
      expect((await play.do('rollback')).error).toBe(null)
      expect(play.whenBack()).toEqual([])
      expect(keptDatabases(play).some(holdsIt)).toBe(true)
    },
  )

  it('their config.toml stays, whenever they wrote it', async () => {
    for (const point of ['verify:compared', 'swap:before-rename', 'swap:renamed'] as const) {
      const play = await makePlay('in-place')
      await play.dieAt(point, 'plain')
      writeFileSync(play.toml, '# written since\n')
      expect((await play.do('resume')).migration?.status).toBe('migrated')
      expect(readFileSync(play.toml, 'utf8')).toBe('# written since\n')
      expect(play.whenMigrated()).toEqual([])
    }
  })
})

/** The databases in all backups, as copies that may be opened. */
function keptDatabases({ root, state }: Play): string[] {
  const folders = readdirSync(join(state, 'backups')).map((id) => join(state, 'backups', id))
  return folders.flatMap((folder, index) => {
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
      files: { origin: string; file: string; state: string }[]
    }
    const main = manifest.files.find(({ origin, state: kept }) => origin.endsWith('hive-ai.db') && kept !== 'absent')
    if (!main) return []
    const copy = join(root, `kept-${index}.db`)
    for (const suffix of ['', '-wal']) {
      const file = manifest.files.find(
        ({ origin, state: kept }) => origin === main.origin + suffix && kept !== 'absent',
      )
      if (file) writeFileSync(copy + suffix, readFileSync(join(folder, 'files', file.file)))
    }
    return [copy]
  })
}

describe('a power cut in the middle of a line', () => {
  const states = ['planned', 'backed-up', 'built', 'verified', 'swapping', 'swapped', 'done'] as const
  it.each(states)('of the journal that says %s', async (state) => {
    for (const bytes of [1, 15]) {
      const play = await makePlay('in-place')
      await play.dieAt(`journal:after-${state}`, 'plain')
      const runs = join(play.state, 'runs')
      const journal = join(runs, readdirSync(runs)[0]!, 'journal.ndjson')
      truncateSync(journal, readFileSync(journal).length - bytes)
      // A first line that was cut off is a run that never began.
      expect((await play.do('resume')).error).toBe(null)
      expect(play.whenMigrated()).toEqual([])
      await play.do('rollback')
      expect(play.whenBack()).toEqual([])
    }
  })

  it('of the audit trail', async () => {
    const play = await makePlay('fresh')
    await play.dieAt('audit:written', 'plain')
    const { audit, root } = stateHome(environmentOf(play.root))
    expect(audit.startsWith(root)).toBe(true)
    truncateSync(audit, readFileSync(audit).length - 20)
    await play.do('resume')
    await play.do('rollback')
    expect(verifyAudit(stateHome(environmentOf(play.root))).brokenAt).toBe(null)
    expect(play.whenBack()).toEqual([])
  })
})

describe('a folder that vanishes', () => {
  const points: FaultPoint[] = [
    'copy:done',
    'books:kept',
    'verify:opened',
    'journal:after-verified',
    'swap:before-rename',
    'swap:renamed',
    'report:begun',
  ]

  it.each(points)('at %s, and comes back: the target’s', async (point) => {
    const play = await makePlay('fresh')
    const folder = join(play.target, '..')
    await play.dieAt(point, 'plain', () => {
      renameSync(folder, `${folder}.gone`)
    })
    // Whatever was made anew at its place meanwhile is nobody's.
    if (existsSync(folder)) rmSync(folder, { recursive: true })
    renameSync(`${folder}.gone`, folder)
    expect((await play.do('resume')).error).toBe(null)
    expect(play.whenMigrated()).toEqual([])
    await play.do('rollback')
    expect(play.whenBack()).toEqual([])
  })

  it.each(points)('at %s, and comes back: the backups’', async (point) => {
    const play = await makePlay('in-place')
    const folder = join(play.state, 'backups')
    await play.dieAt(point, 'plain', () => {
      renameSync(folder, `${folder}.gone`)
    })
    if (existsSync(folder)) rmSync(folder, { recursive: true })
    renameSync(`${folder}.gone`, folder)
    expect(play.afterDeath()).toEqual([])
    expect((await play.do('resume')).error).toBe(null)
    expect(play.whenMigrated()).toEqual([])
    await play.do('rollback')
    expect(play.whenBack()).toEqual([])
  })

  it.each(['journal:after-backed-up', 'copy:done', 'journal:after-verified', 'journal:after-swapping'] as const)(
    'at %s, for good: a backup before the swap makes the run begin anew',
    async (point) => {
      const play = await makePlay('in-place')
      await play.dieAt(point, 'plain')
      const backups = join(play.state, 'backups')
      rmSync(backups, { recursive: true })
      const { error } = await play.do('resume')
      if (error) expect((await play.do('resume')).error).toBe(null)
      expect(play.whenMigrated()).toEqual([])
      await play.do('rollback')
      expect(play.whenBack()).toEqual([])
    },
  )

  it('for good: a backup after the swap is missed, and nothing else', async () => {
    const play = await makePlay('app')
    await play.dieAt('swap:renamed', 'plain')
    rmSync(join(play.state, 'backups'), { recursive: true })
    expect((await play.do('resume')).migration).toMatchObject({ status: 'migrated', backup: null })
    expect(play.whenMigrated()).toEqual([])
  })

  it('with the new database in it: the run is not called done', async () => {
    const play = await makePlay('fresh')
    await play.dieAt('swap:renamed', 'plain')
    const folder = join(play.target, '..')
    renameSync(folder, `${folder}.gone`)
    expect((await play.do('resume')).error?.code).toBe('HM-TARGET-UNWRITABLE')
    renameSync(`${folder}.gone`, folder)
    expect((await play.do('resume')).migration?.status).toBe('migrated')
    expect(play.whenMigrated()).toEqual([])
  })
})

describe('somebody removed the new database before it was in place', () => {
  /** What the run had made beside the target. */
  const building = (target: string) =>
    readdirSync(dirname(target)).filter((name) => name.startsWith(`${basename(target)}.migrating-`))

  const worlds = ['fresh', 'app', 'in-place'] as const
  const points: FaultPoint[] = ['journal:after-swapping', 'swap:folded', 'swap:before-rename']
  const cases = worlds.flatMap((world) => points.map((point) => [world, point] as const))

  it.each(cases)('%s, died at %s: the next start begins anew', async (world, point) => {
    const play = await makePlay(world)
    await play.dieAt(point, 'plain')
    const made = building(play.target)
    expect(made.length).toBeGreaterThan(0)
    for (const name of made) rmSync(join(dirname(play.target), name))
    expect((await play.do('plain')).migration?.status).toBe('migrated')
    expect(play.whenMigrated()).toEqual([])
    await play.do('rollback')
    expect(play.whenBack()).toEqual([])
  })

  it.each(worlds)(
    '%s, and what it would have replaced: that is put back, and the next start begins anew',
    async (world) => {
      for (const point of ['swap:before-rename', 'swap:renamed'] as const) {
        const play = await makePlay(world)
        await play.dieAt(point, 'plain')
        for (const name of [...building(play.target), basename(play.target)])
          rmSync(join(dirname(play.target), name), { force: true })
        expect((await play.do('resume')).migration?.status).toBe('migrated')
        expect(play.whenMigrated()).toEqual([])
        await play.do('rollback')
        expect(play.whenBack()).toEqual([])
      }
    },
  )

  it.each(['restore:staged', 'restore:file-renamed', 'rollback:restored'] as const)(
    'a death at %s while that is put back: the start after it goes on',
    async (point) => {
      const play = await makePlay('in-place')
      await play.dieAt('swap:before-rename', 'plain')
      for (const name of [...building(play.target), basename(play.target)]) rmSync(join(dirname(play.target), name))
      await play.dieAt(point, 'plain')
      expect((await play.do('plain')).migration?.status).toBe('migrated')
      expect(play.whenMigrated()).toEqual([])
      await play.do('rollback')
      expect(play.whenBack()).toEqual([])
    },
  )

  it('and put a file of their own there: it stays, and the backup of what was there does, too', async () => {
    const play = await makePlay('app')
    await play.dieAt('swap:before-rename', 'plain')
    for (const name of building(play.target)) rmSync(join(dirname(play.target), name))
    write(play.target)
    expect((await play.do('plain')).migration).toMatchObject({ status: 'migrated', totals: { same: true } })
    expect(holdsIt(play.target)).toBe(true)
    // What was there at first, and their file as it was found.
    const kept = keptDatabases(play)
    expect([kept.length, kept.filter(holdsIt).length]).toEqual([2, 1])
  })
})
