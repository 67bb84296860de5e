import type { DatabaseReport, DatabaseShape, Failure, Install } from '../../src-preload/contract.js'
import { call, failureOf } from '../lib/bridge.js'
import { Loader } from '../lib/loader.svelte.js'

/** A source that can be chosen, and what to ask the engine for when it is. */
export type Candidate = {
  /** The install, narrowed to the one database where it holds several and one of them is damaged. */
  install: Install
  /** Where it is; tells candidates apart. */
  path: string
  /** What the engine is asked for; nothing means all that it finds in the home folder. */
  from?: string
  /** Set for sample data only, which never goes into the person's own Hive. */
  to?: string
  origin: 'found' | 'picked' | 'sample'
}

type Picking =
  | { kind: 'idle' }
  | { kind: 'busy'; what: 'browse' | 'sample' }
  | { kind: 'nothing'; path: string }
  | { kind: 'failed'; failure: Failure }

const notASource: readonly DatabaseShape[] = ['target', 'new-hive', 'unknown', 'empty', 'not-a-database', 'unreadable']

const isSource = ({ shape }: DatabaseReport): boolean => !notASource.includes(shape)

const isDamaged = ({ shape, issues }: DatabaseReport): boolean =>
  shape === 'unreadable' && issues.some(({ code }) => code === 'HM-SOURCE-CORRUPT')

/** It can be migrated as it is. */
export function usable({ install }: Candidate): boolean {
  return install.databases.some(isSource)
}

/** It is a database that is damaged: what of it can be read may still be migrated. */
export function damaged(candidate: Candidate): boolean {
  return !usable(candidate) && candidate.install.databases.some(isDamaged)
}

/** It can be chosen on Find. */
export const choosable = (candidate: Candidate): boolean => usable(candidate) || damaged(candidate)

/**
 * One candidate per install: its old databases become one new one together. Where one of several is damaged, each is a
 * candidate of its own: damage is never passed over, and the sound ones can move without it.
 */
function candidatesOf(installs: readonly Install[], whole: Omit<Candidate, 'install' | 'path'>): Candidate[] {
  return installs.flatMap((install): Candidate[] => {
    const sources = install.databases.filter((database) => isSource(database) || isDamaged(database))
    if (sources.length > 1 && sources.some(isDamaged)) {
      return sources.map((database) => {
        const { path } = database
        return { ...whole, install: { ...install, path, databases: [database] }, path, from: path }
      })
    }
    const { path } = install
    return [installs.length > 1 ? { ...whole, install, path, from: path } : { ...whole, install, path }]
  })
}

/** What this computer holds: old installs, the new database, what was done so far. */
class World {
  readonly info = new Loader(() => call('app.info', {}))
  readonly analysis = new Loader(() => call('detect.analyze', {}))
  readonly status = new Loader(() => call('status.get', {}))
  picking = $state.raw<Picking>({ kind: 'idle' })
  #picked = $state.raw<Candidate[]>([])
  #chosen = $state.raw<string | null>(null)

  readonly home = $derived(this.info.value?.home ?? null)

  readonly candidates = $derived.by((): Candidate[] => {
    const picked = new Set(this.#picked.map(({ path }) => path))
    const found = candidatesOf(this.analysis.value?.installs ?? [], { origin: 'found' })
    return [...this.#picked, ...found.filter(({ path }) => !picked.has(path))]
  })

  /** The person's choice, else what can be migrated and was used last; a damaged one only when there is no other. */
  readonly chosen = $derived.by((): Candidate | null => {
    const possible = this.candidates.filter(choosable)
    const sound = possible.filter(usable)
    const byDate = (sound.length > 0 ? sound : possible).toSorted((a, b) =>
      (b.install.lastUsed ?? '').localeCompare(a.install.lastUsed ?? ''),
    )
    return possible.find(({ path }) => path === this.#chosen) ?? byDate[0] ?? null
  })

  async load(): Promise<void> {
    await Promise.all([this.info.load(), this.analysis.load(), this.status.load()])
  }

  async refresh(): Promise<void> {
    await Promise.all([this.analysis.refresh(), this.status.refresh()])
  }

  choose(path: string): void {
    this.#chosen = path
  }

  /** True when something that can be migrated was picked. */
  browse(kind: 'folder' | 'file'): Promise<boolean> {
    return this.#pick('browse', async () => (await call('dialog.pickSource', { kind })).path)
  }

  trySample(): Promise<boolean> {
    return this.#pick('sample', async () => (await call('sample.create', {})).path)
  }

  async #pick(what: 'browse' | 'sample', ask: () => Promise<string | null>): Promise<boolean> {
    this.picking = { kind: 'busy', what }
    try {
      const path = await ask()
      this.picking = { kind: 'idle' }
      return path !== null && (await this.#add(path, what === 'sample' ? 'sample' : 'picked'))
    } catch (error) {
      this.picking = { kind: 'failed', failure: failureOf(error) }
      return false
    }
  }

  async #add(path: string, origin: 'picked' | 'sample'): Promise<boolean> {
    this.picking = { kind: 'busy', what: origin === 'sample' ? 'sample' : 'browse' }
    const { installs } = await call('detect.analyze', { path })
    const added = candidatesOf(
      installs,
      origin === 'sample' ? { origin, from: path, to: sampleTarget(path) } : { origin, from: path },
    )
    const first = added.find(usable) ?? added.find(damaged)
    this.picking = first ? { kind: 'idle' } : { kind: 'nothing', path }
    if (!first) return false
    this.#picked = [...added, ...this.#picked.filter((old) => !added.some(({ path: same }) => same === old.path))]
    this.#chosen = first.path
    return true
  }
}

/** Beside the sample, never in the person's own Hive. */
function sampleTarget(path: string): string {
  const separator = path.includes('\\') ? '\\' : '/'
  return `${path}-new-hive${separator}hive-ai.db`
}

export const world = new World()
