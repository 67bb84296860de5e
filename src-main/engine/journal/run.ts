import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { faultPoint } from '../faults.js'
import { appendDurably, fsyncFolder, writeDurably } from '../files/durable.js'
import type { StateHome } from './state-home.js'

/** The states a run passes, in order; the last line of its journal says how far it came. */
export type RunState =
  | 'planned'
  | 'backed-up'
  | 'built'
  | 'verified'
  | 'swapping'
  | 'swapped'
  | 'restoring'
  | 'done'
  | 'nothing-to-do'
  | 'failed'
  | 'cancelled'
  | 'undone'

export type JournalEntry = { at: string; state: RunState; data?: Record<string, unknown> }

/** States after which nothing is left to resume or to undo. */
const final: ReadonlySet<RunState> = new Set(['done', 'nothing-to-do', 'failed', 'undone'])

/** One run's folder: its plan, its journal, its reports and its working files. */
export class Run<Plan extends { kind: 'migrate' | 'rollback' } = { kind: 'migrate' | 'rollback' }> {
  readonly id: string
  readonly folder: string
  readonly plan: Plan
  private readonly entries: JournalEntry[]

  private constructor(id: string, folder: string, plan: Plan, entries: JournalEntry[]) {
    this.id = id
    this.folder = folder
    this.plan = plan
    this.entries = entries
  }

  /** Makes the folder and writes the plan before anything else happens. */
  static create<Plan extends { kind: 'migrate' | 'rollback' }>(home: StateHome, id: string, plan: Plan): Run<Plan> {
    const folder = join(home.runs, id)
    mkdirSync(join(folder, 'work'), { recursive: true, mode: 0o700 })
    faultPoint('run:folder-made')
    writeDurably(join(folder, 'plan.json'), JSON.stringify(plan, null, 2))
    faultPoint('run:plan-written')
    const run = new Run(id, folder, plan, [])
    run.record('planned')
    // After a power cut the journal must be found before anything that it speaks of.
    fsyncFolder(folder)
    fsyncFolder(home.runs)
    return run
  }

  /** Reads a run back; null when its folder holds no whole plan (it died before it began). */
  static open(home: StateHome, id: string): Run | null {
    const folder = join(home.runs, id)
    const planFile = join(folder, 'plan.json')
    if (!existsSync(planFile)) return null
    const plan = JSON.parse(readFileSync(planFile, 'utf8')) as { kind: 'migrate' | 'rollback' }
    return new Run(id, folder, plan, readEntries(join(folder, 'journal.ndjson')))
  }

  /** All runs, oldest first. */
  static all(home: StateHome): Run[] {
    if (!existsSync(home.runs)) return []
    return readdirSync(home.runs)
      .sort()
      .flatMap((id) => Run.open(home, id) ?? [])
  }

  get work(): string {
    return join(this.folder, 'work')
  }

  get state(): RunState {
    return this.entries.at(-1)?.state ?? 'planned'
  }

  get startedAt(): string {
    return this.entries[0]?.at ?? ''
  }

  /** Every state that it came to, oldest first. */
  get history(): readonly JournalEntry[] {
    return this.entries
  }

  get isFinal(): boolean {
    return final.has(this.state)
  }

  /** Whether the run ever came to a state. */
  reached(state: RunState): boolean {
    return this.entries.some((entry) => entry.state === state)
  }

  /** What was noted when the run last came to a state. */
  dataOf<T>(state: RunState): T | undefined {
    return this.entries.findLast((entry) => entry.state === state)?.data as T | undefined
  }

  /** Notes a state, flushed to the disk before this returns. */
  record(state: RunState, data?: Record<string, unknown>): void {
    const entry: JournalEntry = { at: new Date().toISOString(), state, ...(data ? { data } : {}) }
    faultPoint(`journal:before-${state}`)
    appendDurably(join(this.folder, 'journal.ndjson'), JSON.stringify(entry))
    faultPoint(`journal:after-${state}`)
    this.entries.push(entry)
  }
}

/** A process may die within the last line: what cannot be parsed there was never promised to anyone. */
function readEntries(path: string): JournalEntry[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as JournalEntry]
      } catch {
        return []
      }
    })
}
