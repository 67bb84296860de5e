/** Which migrations can be undone, which were, and what is said of the old Hive afterwards. */
import { describe, expect, it } from 'vitest'
import type { BackupInfo, RunSummary, Status } from '../../../src-preload/contract.js'
import { conversationsOf, oldHiveWords } from '../../../src-renderer/lib/undone-words.js'
import {
  lastMigration,
  lastUndo,
  putAway,
  takenBack,
  undoable,
  usedAgain,
  wayBack,
} from '../../../src-renderer/state/runs.js'
import { backups, migrated, rolledBack } from '../../renderer/outcomes.js'
import { found } from '../../renderer/fixtures.js'

const [backupOf] = backups
const at = (hour: number): string => `2026-11-22T${String(hour).padStart(2, '0')}:00:00.000Z`
const move = (name: string, hour: number, more: Partial<RunSummary> = {}): RunSummary => {
  return { ...migrated.runs[0]!, runId: name, backupId: `b-${name}`, startedAt: at(hour), ...more }
}
const back = (to: string, hour: number): RunSummary => move(`to-${to}`, hour, { kind: 'rollback', backupId: `b-${to}` })
const backup = (name: string, hour: number, kind: BackupInfo['kind'] = 'migration'): BackupInfo => {
  return { ...backupOf!, id: `b-${name}`, createdAt: at(hour), kind }
}
const world = (runs: RunSummary[], held: BackupInfo[]): Status => {
  return { ...migrated, runs: runs.toReversed(), lastRun: runs.at(-1) ?? null, backups: held }
}
const names = (status: Status): string[] => [...undoable(status)].map(([run, { id }]) => `${run} by ${id}`)

describe('the migration that can be undone', () => {
  it('is the last one, and after it was undone the one before', () => {
    const runs = [move('a', 1), move('b', 2), move('c', 3, { state: 'failed' })]
    const held = [backup('a', 1), backup('b', 2)]
    expect(names(world(runs, held))).toEqual(['b by b-b'])
    const after = world([...runs, back('b', 4)], held)
    expect(names(after)).toEqual(['a by b-a'])
    expect(wayBack(after)?.id).toBe('b-a')
    expect(lastMigration(after)?.runId).toBe('a')
    expect(takenBack(after, runs[1]!)).toMatchObject({ runId: 'to-b' })
    expect(takenBack(after, runs[0]!)).toBeNull()
    expect(usedAgain(after, held[1]!)).toMatchObject({ startedAt: at(4) })
    expect(usedAgain(after, held[0]!)).toBeNull()
  })

  it('is none once the first was undone, with all that came after it', () => {
    const runs = [move('a', 1), move('b', 2), back('a', 3)]
    const status = world(runs, [backup('a', 1), backup('b', 2)])
    expect(names(status)).toEqual([])
    expect(takenBack(status, runs[0]!)).toMatchObject({ runId: 'to-a' })
  })

  it('is the same again where the database that was taken out came back', () => {
    const runs = [move('a', 1), back('a', 2), back('kept', 5)]
    const status = world(runs, [backup('a', 1), backup('kept', 3, 'rollback')])
    expect(names(status)).toEqual(['a by b-a'])
    expect(usedAgain(status, status.backups[0]!)).toBeNull()
    expect(names(world([...runs, back('a', 6)], status.backups))).toEqual([])
  })

  it('needs its backup, and is found for each target by itself', () => {
    expect(names(world([move('a', 1)], []))).toEqual([])
    const other = move('s', 2, { target: '/tmp/sample/hive-ai.db' })
    const status = world([move('a', 1), other], [backup('a', 1), { ...backup('s', 2), target: other.target }])
    expect(names(status).toSorted()).toEqual(['a by b-a', 's by b-s'])
  })
})

describe('what is said of the old Hive', () => {
  const proved = { identical: 2, changed: [], notCompared: [], conversations: 800 }

  it('is that it is the same only where every byte was compared', () => {
    expect(oldHiveWords({ ...rolledBack, old: proved })).toContain('every byte is the same, 800 conversations')
    expect(oldHiveWords({ ...rolledBack, old: { ...proved, conversations: null } })).toMatch(
      /every byte is the same\.$/,
    )
    for (const old of [
      { ...proved, changed: ['/a'] },
      { ...proved, notCompared: ['/a'] },
      { ...proved, identical: 0 },
    ])
      expect(oldHiveWords({ ...rolledBack, old })).not.toContain('every byte')
    const { old: _, ...without } = rolledBack
    expect(oldHiveWords(without)).toBe('')
  })

  it('counts its conversations where all of it is there', () => {
    const [database] = found.installs[0]!.databases
    expect(conversationsOf([database!.path], found.installs)).toBe(77)
    expect(conversationsOf([database!.path, '/elsewhere.db'], found.installs)).toBeNull()
    expect(conversationsOf([], found.installs)).toBeNull()
  })
})

describe('how Home knows that the move was undone', () => {
  const held = [backup('a', 1), backup('b', 2)]

  it('by the last thing that was done', () => {
    expect(lastUndo(world([move('a', 1)], held))).toBeNull()
    expect(lastUndo(world([move('a', 1), back('a', 2)], held))).toMatchObject({ runId: 'to-a' })
    expect(lastUndo(world([move('a', 1), back('a', 2)], []))).toMatchObject({ runId: 'to-a' })
  })

  it('and not while another migration is in force, or the database was brought back', () => {
    expect(lastUndo(world([move('a', 1), move('b', 2), back('b', 3)], held))).toBeNull()
    expect(lastUndo(world([move('a', 1), back('a', 2), move('b', 3)], held))).toBeNull()
    const kept = backup('kept', 3, 'rollback')
    expect(lastUndo(world([move('a', 1), back('a', 2), back('kept', 5)], [...held, kept]))).toBeNull()
  })

  it('also after a run that came to nothing', () => {
    const runs = [move('a', 1), back('a', 2), move('c', 3, { state: 'cancelled' }), move('d', 4, { state: 'failed' })]
    expect(lastUndo(world(runs, held))).toMatchObject({ runId: 'to-a' })
  })

  it('finds what was put away by its folder, as long as that is there', () => {
    const kept = { ...backup('kept', 3, 'rollback'), path: rolledBack.kept[0]! }
    const undo = { ...back('a', 2), undone: rolledBack }
    const status = world([move('a', 1), undo], [...held, kept])
    expect(putAway(status, undo)).toBe(kept)
    expect(putAway({ ...status, backups: held }, undo)).toBeNull()
    expect(putAway(status, back('a', 2))).toBeNull()
  })
})
