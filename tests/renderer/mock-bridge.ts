/**
 * A bridge without a main process: answers from fixtures, typed by the contract. Tests and the gallery put it in place of
 * preload; it is never part of the product. A screen's answers can be replaced one by one, and events sent at will.
 */
import type {
  Answer,
  Bridge,
  Channel,
  EventName,
  Events,
  Failure,
  RequestOf,
  ResponseOf,
  Responses,
} from '../../src-preload/contract.js'
import { renderReport } from '../../src-main/engine/report/page.js'
import { sampleReport } from '../unit/report/sample.js'
import { failures } from './failures.js'
import * as sources from './fixtures.js'
import { hostile } from './hostile.js'
import { logLines } from './log-fixtures.js'
import * as look from './look-fixtures.js'
import * as outcomes from './outcomes.js'
import * as trials from './trials.js'

const fixtures = { ...sources, ...outcomes, ...look, ...trials, failures, hostile }

type Answers = { [C in Channel]: Answer<Responses[C]> | 'never' }
type Listener<E extends EventName> = (payload: Events[E]) => void

const ok = <T>(value: T): Answer<T> => ({ ok: true, value })

const defaults: Answers = {
  'app.info': ok({ version: '0.1.0', platform: 'linux', host: 'chromium', home: fixtures.home }),
  'detect.analyze': ok(fixtures.found),
  'plan.preview': ok(fixtures.preview),
  'plan.preflight': ok(fixtures.passed),
  'migration.start': ok({ started: true }),
  'migration.cancel': ok({ cancelling: true }),
  'migration.undo': ok({ undone: [fixtures.runId] }),
  'migration.pause': ok({ done: true }),
  'migration.state': ok({ kind: 'idle' }),
  'backups.list': ok(fixtures.backups),
  'backups.verify': ok({ verified: true, detail: '6 files are exactly what was backed up.' }),
  'backups.rollback': ok({ started: true }),
  'backups.remove': ok({ removed: true }),
  'backups.copy': ok({ folder: '/mnt/archive/old hive' }),
  'look.search': ok(fixtures.lookResults),
  'look.conversation': ok(fixtures.lookConversation),
  'look.text': ok(fixtures.lookWhole),
  'settings.get': ok({ keepBackups: null }),
  'settings.set': ok({ keepBackups: 5 }),
  'status.get': ok(fixtures.notMigrated),
  'sample.create': ok({ path: '/tmp/hive-sample' }),
  'dialog.pickSource': ok({ path: '/mnt/archive/work laptop/hive-ai' }),
  'dialog.pickBackupFolder': ok({ path: '/mnt/archive/backups' }),
  'trials.test': ok({ started: true }),
  'trials.benchmark': ok({ started: true }),
  'trials.optimize': ok({ started: true }),
  'trials.last': ok({ test: null, benchmark: null, optimize: null }),
  'tuning.get': ok(fixtures.standardTuning),
  'shell.reveal': ok({ shown: true }),
  'shell.openReport': ok({ opened: true }),
  'log.read': ok({ lines: logLines }),
  'report.read': ok({ html: renderReport(sampleReport()) }),
  'preferences.get': ok({ theme: 'system', language: 'system' }),
  'preferences.set': ok({ theme: 'system', language: 'system' }),
}

export class MockBridge implements Bridge {
  readonly fixtures = fixtures
  /** Every call in order. */
  readonly calls: { channel: Channel; request: unknown }[] = []
  readonly #answers = { ...defaults }
  readonly #listeners: { [E in EventName]: Set<Listener<E>> } = {
    'operation.progress': new Set(),
    'operation.state': new Set(),
    'menu.go': new Set(),
  }

  answer<C extends Channel>(channel: C, value: ResponseOf<C>): void {
    Object.assign(this.#answers, { [channel]: ok(value) })
  }

  fail(channel: Channel, failure: Failure): void {
    Object.assign(this.#answers, { [channel]: { ok: false, failure } })
  }

  /** Makes every text of every answer one that means harm, from now on. */
  beHostile(): void {
    for (const [channel, answer] of Object.entries(this.#answers)) {
      Object.assign(this.#answers, { [channel]: answer === 'never' ? answer : hostile(answer) })
    }
  }

  /** Leaves a call without an answer: the screen that waits. */
  hang(channel: Channel): void {
    Object.assign(this.#answers, { [channel]: 'never' })
  }

  emit<E extends EventName>(event: E, payload: Events[E]): void {
    for (const listener of this.#listeners[event]) listener(structuredClone(payload))
  }

  call<C extends Channel>(channel: C, request: RequestOf<C>): Promise<Answer<ResponseOf<C>>> {
    // As in the product, only what can be cloned crosses.
    this.calls.push({ channel, request: structuredClone(request) })
    const answer = this.#answers[channel] as Answer<ResponseOf<C>> | 'never'
    return answer === 'never' ? new Promise(() => undefined) : Promise.resolve(structuredClone(answer))
  }

  on<E extends EventName>(event: E, listener: Listener<E>): () => void {
    this.#listeners[event].add(listener)
    return () => this.#listeners[event].delete(listener)
  }
}
