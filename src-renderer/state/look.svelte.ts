import { t } from '../i18n/index.js'
import { SvelteMap } from 'svelte/reactivity'
import type { Failure, LookConversation, LookFound, LookPair, LookResults } from '../../src-preload/contract.js'
import { call, failureOf } from '../lib/bridge.js'
import { announcer } from './announce.svelte.js'
import { problem } from './problem.svelte.js'
import { world } from './world.svelte.js'

type Opened = { kind: 'none' } | { kind: 'loading' } | { kind: 'ready'; value: LookConversation } | { kind: 'failed'; failure: Failure } // prettier-ignore

/** What the person looks at inside: the search, its pages so far, and the conversation that is open. */
class Look {
  text = $state('')
  /** The text that the list answers. */
  asked = $state('')
  found = $state.raw<LookFound[]>([])
  results = $state.raw<LookResults | null>(null)
  searched = $state(0)
  busy = $state(false)
  failure = $state.raw<Failure | null>(null)
  opened = $state.raw<Opened>({ kind: 'none' })
  /** The one old database that the list is of; null for all of them. */
  database = $state.raw<number | null>(null)
  /** The conversation that is or was open last: the list gives it the focus again. */
  last = $state.raw<string | null>(null)
  /** Texts that were asked for whole, by pair. */
  readonly whole = new SvelteMap<string, LookPair>()
  #run: string | undefined
  /** The old database that the open conversation is compared with; the engine's choice where it is undefined. */
  #with: number | undefined
  #listTurn = 0
  #openTurn = 0

  /** Looks at a run, or at what there is, from the list. */
  async show(run: string | undefined): Promise<void> {
    this.#run = run
    this.database = null
    this.close()
    await this.search()
  }

  /** Lists what one of several old databases has, or all of them. */
  async choose(database: number | null): Promise<void> {
    this.database = database
    await this.#again()
  }

  /** Looks at a run that was undone, or at what there is again; the list stays until the other one is there. */
  async turnTo(run: string | undefined): Promise<void> {
    this.#run = run
    await this.choose(null)
  }

  async search(): Promise<void> {
    this.found = []
    this.results = null
    await this.#again()
  }

  async #again(): Promise<void> {
    this.asked = this.text.trim()
    this.last = null
    await this.#page(undefined)
  }

  async more(): Promise<void> {
    const after = this.results?.next
    if (after) await this.#page(after)
  }

  /** `database`: which old one to compare with, where several have the conversation. */
  async open(id: string, database = this.database ?? undefined): Promise<void> {
    this.#with = database
    const turn = ++this.#openTurn
    this.last = id
    this.whole.clear()
    // Another database of the same conversation takes the place of the one that is shown, and the focus stays.
    if (this.opened.kind !== 'ready') this.opened = { kind: 'loading' }
    let next: Opened
    try {
      next = { kind: 'ready', value: await call('look.conversation', { ...this.#at(), id, ...numbered(database) }) }
    } catch (error) {
      next = { kind: 'failed', failure: failureOf(error) }
    }
    if (turn === this.#openTurn) this.opened = next
  }

  close(): void {
    this.#openTurn++
    this.opened = { kind: 'none' }
  }

  async showAll(ref: string): Promise<void> {
    const id = this.last
    if (id === null) return
    await problem.attempt(
      call('look.text', { ...this.#at(), id, ref, ...numbered(this.#with) }).then((pair) => {
        if (this.last === id) this.whole.set(ref, pair)
        announcer.say(t('look.wholeShown'))
      }),
    )
  }

  /** Before any migration it is the source that was chosen; else the engine knows. */
  #at(): { run?: string; from?: string } {
    if (this.#run !== undefined) return { run: this.#run }
    const from = world.chosen?.from
    return world.status.value?.state === 'not-migrated' && from !== undefined ? { from } : {}
  }

  async #page(after: string | undefined): Promise<void> {
    const turn = ++this.#listTurn
    this.busy = true
    try {
      const text = this.asked === '' ? {} : { text: this.asked }
      const from = after === undefined ? {} : { after }
      const only = numbered(this.database ?? undefined)
      const results = await call('look.search', { ...this.#at(), ...text, ...from, ...only })
      if (turn !== this.#listTurn) return
      this.results = results
      this.found = after === undefined ? results.found : [...this.found, ...results.found]
      this.searched = results.searched + (after === undefined ? 0 : this.searched)
      this.failure = null
      announcer.say(t('look.listed', { n: this.found.length }))
    } catch (error) {
      if (turn === this.#listTurn) this.failure = failureOf(error)
    }
    if (turn === this.#listTurn) this.busy = false
  }
}

const numbered = (database: number | undefined) => (database === undefined ? {} : { database })

export const look = new Look()
