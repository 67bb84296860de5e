/** One job of the engine with a fault armed, in this process. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { toFailure } from '../../../src-main/engine/errors.js'
import type { FaultPoint, FileOperation } from '../../../src-main/engine/faults.js'
import { createEngine, type EngineApi } from '../../../src-main/engine/index.js'
import type { Environment, MigrationResult, RollbackResult } from '../../../src-main/engine/model/index.js'
import { defaultTuning, type Tuning } from '../../../src-main/engine/tuning.js'
import { changeDatabase } from '../../support/old-database.js'
import { arm, disarm, type Fault } from './fault.js'
import { changesMark } from './world.js'

/** `plain` and `resume` are a migration without and with --resume; `rollback` takes back the newest migration. */
export type Action = 'plain' | 'resume' | 'rollback'

/** A job in a world of its own below `root`. */
export type Order = { root: string; to: string | null; action: Action; fault: Fault }

export type Performed = {
  /** Whether the fault came. A process that it ended answers nothing. */
  struck: boolean
  operations: Record<FileOperation, number>
  migration: MigrationResult | null
  rollback: RollbackResult | null
  error: { code: string; message: string } | null
}

/** The machine of a world. */
export function environmentOf(root: string): Environment {
  return {
    platform: process.platform as Environment['platform'],
    ...{
      home: join(root, 'home'),
      homeGiven: true,
      env: {},
      stateHome: join(root, 'state'),
      tmpdir: join(root, 'tmp'),
    },
  }
}

/** An engine that nobody listens to, for a world. */
export function engineOf(root: string, signal = new AbortController().signal, tuning = defaultTuning): EngineApi {
  return createEngine({ environment: environmentOf(root), emit: () => undefined, signal, tuning })
}

/** Where the target is named (`fresh`) every batch is committed, elsewhere all of them at once; never by the clock. */
function paceOf({ to }: Order): Tuning {
  return { ...defaultTuning, commitMs: to === null ? 60_000 : 0 }
}

/** The newest backup of a migration in a world, which is what a person would take back; null when there is none. */
export async function newestBackup(root: string): Promise<string | null> {
  const backups = await engineOf(root).backups({})
  return backups.find(({ kind }) => kind === 'migration')?.id ?? null
}

/** In a world that changes somebody writes to the old database once it was compared: as often as a run takes it up. */
function somebodyElse(root: string): (point: FaultPoint) => void {
  const mark = join(root, changesMark)
  if (!existsSync(mark)) return () => undefined
  const source = join(root, 'home', readFileSync(mark, 'utf8'))
  let wrote = false
  return (point) => {
    if (point !== 'verify:compared' || wrote) return
    wrote = true
    changeDatabase(source, (db) => {
      db.exec(`INSERT INTO conversations (id, question, final_answer, source_of_truth)
        SELECT 'meanwhile-' || n, 'q', 'a', 't'
        FROM (SELECT count(*) AS n FROM conversations WHERE id LIKE 'meanwhile-%') WHERE n < 2`)
    })
  }
}

/** Does a job. Never rejects: what was thrown is in the answer. */
export async function perform(order: Order, onPoint?: (point: FaultPoint) => void): Promise<Performed> {
  const controller = new AbortController()
  const engine = engineOf(order.root, controller.signal, paceOf(order))
  const backup = order.action === 'rollback' ? await newestBackup(order.root) : null
  const meanwhile = somebodyElse(order.root)
  const armed = await arm(
    order.fault,
    () => controller.abort(),
    (point) => {
      meanwhile(point)
      onPoint?.(point)
    },
  )
  const { operations } = armed
  const performed: Performed = { struck: false, operations, migration: null, rollback: null, error: null }
  try {
    if (order.action === 'rollback') {
      performed.rollback = await engine.rollback({ backup: backup ?? 'none' })
    } else {
      performed.migration = await engine.migrate({
        ...(order.to === null ? {} : { to: join(order.root, order.to) }),
        ...{ type: 'upgrade', validation: 'standard', resume: order.action === 'resume' },
      })
    }
  } catch (error) {
    const { code, detail } = toFailure(error)
    performed.error = { code, message: error instanceof Error ? (error.stack ?? detail) : detail }
  } finally {
    disarm()
  }
  performed.struck = armed.struck
  return performed
}
