/** The typed client of the main process. Everything that can go wrong arrives as a FailureError with words for a person. */
import type { Bridge, Channel, EventName, Events, Failure, RequestOf, ResponseOf } from '../../src-preload/contract.js'
import { t } from '../i18n/index.js'
import { legibleData } from './legible.js'

declare global {
  interface Window {
    hive: Bridge
  }
}

export class FailureError extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.title)
    this.name = 'FailureError'
    this.failure = failure
  }
}

export async function call<C extends Channel>(channel: C, request: RequestOf<C>): Promise<ResponseOf<C>> {
  const answer = await window.hive.call(channel, request)
  if (!answer.ok) throw new FailureError(legibleData(answer.failure))
  return legibleData(answer.value)
}

/** Subscribes to an event; the answer unsubscribes. */
export function on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void {
  return window.hive.on(event, (payload) => listener(legibleData(payload)))
}

/** Words for anything thrown; only a fault of the app itself is not already a FailureError. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure
  return {
    code: 'HM-APP-FAULT',
    title: t('fault.title'),
    detail: error instanceof Error ? error.message : String(error),
    safe: t('fault.safe'),
    fix: t('fault.fix'),
    exit: 1,
  }
}
