/**
 * What the engine's process and its owner say to each other. One process serves one call at a time; `id` tells a late
 * answer from the present one. Everything is JSON-safe, so that the same messages cross a Node child's IPC channel and
 * Electron's message port.
 */
import type { EngineMethod, EngineRequest, EngineResponse } from '../engine/api.js'
import type { Environment, Failure, ProgressEvent } from '../engine/model/index.js'

/** The first message of an owner: the machine as the engine shall see it. */
export type InitMessage = { type: 'init'; environment: Environment }

export type RequestMessage<M extends EngineMethod = EngineMethod> = {
  [K in M]: { type: 'request'; id: number; method: K; request: EngineRequest<K> }
}[M]

/** The wish to stop call `id`; the answer is still its response. */
export type CancelMessage = { type: 'cancel'; id: number }

/** The wish to pause call `id`, or to let it go on. */
export type PauseMessage = { type: 'pause' | 'resume'; id: number }

export type ToEngine = InitMessage | RequestMessage | CancelMessage | PauseMessage

export type ResponseMessage = {
  type: 'response'
  id: number
  outcome: { ok: true; value: EngineResponse<EngineMethod> } | { ok: false; failure: Failure }
}

export type EventMessage = { type: 'event'; id: number; event: ProgressEvent }

export type FromEngine = ResponseMessage | EventMessage

/** The engine's end of the wire: a Node child's IPC channel or Electron's parent port. */
export type EnginePort = {
  send(message: FromEngine): void
  onMessage(listener: (message: ToEngine) => void): void
  /** The owner is gone: nobody will hear an answer. */
  onClose(listener: () => void): void
}

/** The owner's end of the wire, and the power to end the process. */
export type Transport = {
  send(message: ToEngine): void
  onMessage(listener: (message: FromEngine) => void): void
  /** Called once; `reason` is the exit code or the signal's name. */
  onExit(listener: (reason: string) => void): void
  /** Ends the process at once, in the middle of a native call too. */
  kill(): void
}
