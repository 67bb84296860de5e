import type { DatabaseShape, Failure, Install } from '../../src-preload/contract.js'
import { call, failureOf } from '../lib/bridge.js'
import { Loader } from '../lib/loader.svelte.js'

/** An install that can be chosen, and what to ask the engine for when it is. */
export type Candidate = {
  install: Install
  /** The path the person picked, or the install's own folder. */
  from: string
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

export function usable({ install }: Candidate): boolean {
  return install.databases.some((database) => !notASource.includes(database.shape))
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
    const picked = new Set(this.#picked.map((candidate) => candidate.from))
    const found = (this.analysis.value?.installs ?? []).filter((install) => !picked.has(install.path))
    return [...this.#picked, ...found.map((install): Candidate => ({ install, from: install.path, origin: 'found' }))]
  })

  /** The person's choice, else the usable install that was used last. */
  readonly chosen = $derived.by((): Candidate | null => {
    const possible = this.candidates.filter(usable)
    const byDate = [...possible].sort((a, b) => (b.install.lastUsed ?? '').localeCompare(a.install.lastUsed ?? ''))
    return possible.find((candidate) => candidate.from === this.#chosen) ?? byDate[0] ?? null
  })

  async load(): Promise<void> {
    await Promise.all([this.info.load(), this.analysis.load(), this.status.load()])
  }

  async refresh(): Promise<void> {
    await Promise.all([this.analysis.refresh(), this.status.refresh()])
  }

  choose(from: string): void {
    this.#chosen = from
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
    const added = installs.map((install): Candidate => {
      // One install means that it is the picked path itself; several are told apart by their own folders.
      const from = installs.length === 1 ? path : install.path
      return origin === 'sample' ? { install, from, origin, to: sampleTarget(path) } : { install, from, origin }
    })
    const first = added.find(usable)
    this.picking = first ? { kind: 'idle' } : { kind: 'nothing', path }
    if (!first) return false
    this.#picked = [...added, ...this.#picked.filter((old) => !added.some((candidate) => candidate.from === old.from))]
    this.#chosen = first.from
    return true
  }
}

/** Beside the sample, never in the person's own Hive. */
function sampleTarget(path: string): string {
  const separator = path.includes('\\') ? '\\' : '/'
  return `${path}-new-hive${separator}hive-ai.db`
}

export const world = new World()
