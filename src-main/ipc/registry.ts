import * as v from 'valibot'
import { requests, type Answer, type Channel } from '../../src-preload/contract.js'
import { HiveError } from '../engine/errors.js'
import type { Handlers } from './handlers.js'

/** Where a call came from, as Electron tells it. */
export type Sender = {
  /** Address of the frame that called; undefined when the frame is gone. */
  url: string | undefined
  isMainFrame: boolean
  isOurWindow: boolean
}

/** The only origin whose calls are answered. */
export const appOrigin = 'app://hive'

const shapeFix = 'Close the app and open it again; if it happens twice, send us the log.'

/**
 * Answers calls of the page: checks the sender, then the channel, then the shape of the request, then calls the handler.
 * Answers are values in every case; of an exception only a HiveError's own words cross, anything else goes to the log.
 */
export class IpcRegistry {
  readonly #handlers: Handlers
  readonly #log: (message: string, error: unknown) => void

  constructor(handlers: Handlers, log: (message: string, error: unknown) => void = console.error) {
    this.#handlers = handlers
    this.#log = log
  }

  async answer(sender: Sender, channel: unknown, request: unknown): Promise<Answer<unknown>> {
    try {
      assertTrusted(sender)
      if (!isChannel(channel)) throw new HiveError('HM-USAGE', 'There is no such call.', { fix: shapeFix })
      return { ok: true, value: await this.#handle(channel, request) }
    } catch (error) {
      return { ok: false, failure: this.#failure(error, channel) }
    }
  }

  async #handle(channel: Channel, request: unknown): Promise<unknown> {
    const parsed = v.safeParse(requests[channel], request)
    // To valibot a list, a Map or a Date is an object, too.
    if (!isPlainObject(request))
      throw new HiveError('HM-USAGE', `The request of ${channel} is no object.`, { fix: shapeFix })
    if (!parsed.success) {
      const where = v.getDotPath(parsed.issues[0]) ?? 'the whole'
      throw new HiveError('HM-USAGE', `The request of ${channel} has the wrong shape (${where}).`, { fix: shapeFix })
    }
    // Schema and handler belong to the same channel; TypeScript cannot follow that through an index.
    const handle = this.#handlers[channel] as (request: unknown) => unknown
    return await handle(parsed.output)
  }

  #failure(error: unknown, channel: unknown) {
    if (error instanceof HiveError) return error.toFailure()
    this.#log(`call ${String(channel)}`, error)
    return new HiveError('HM-INTERNAL', 'The app met a fault of its own; the log has the details.').toFailure()
  }
}

/** Checklist of Electron's security guide: only the main frame of our own window, showing our own page. */
function assertTrusted(sender: Sender): void {
  const url = sender.url === undefined ? null : URL.parse(sender.url)
  if (sender.isOurWindow && sender.isMainFrame && url && `${url.protocol}//${url.host}` === appOrigin) return
  throw new HiveError('HM-USAGE', 'This page may not call the app.', { fix: shapeFix })
}

function isChannel(channel: unknown): channel is Channel {
  return typeof channel === 'string' && Object.hasOwn(requests, channel)
}

function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
