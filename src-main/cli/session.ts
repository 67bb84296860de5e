/** What a command is given to do its work with, and what it answers. Commands neither write nor exit themselves. */
import type { EngineMethod, EngineRequest, EngineResponse } from '../engine/api.js'
import type { Failure, SampleRequest } from '../engine/model/index.js'
import type { CommonOptions } from './options.js'
import type { Paint } from './output/paint.js'
import type { Talk } from './wizard/talk.js'

/** The engine as the command line uses it; `EngineClient` in life, a stand-in in the tests of this folder. */
export type Engine = {
  call<M extends EngineMethod>(method: M, request: EngineRequest<M>): Promise<EngineResponse<M>>
  cancel(): boolean
  pause(on: boolean): boolean
  close(): void
}

export type Session = {
  common: CommonOptions
  /** The sample data to work on, or null for the user's own. */
  sample: SampleRequest | null
  /** Calls the engine; rejects with HM-CANCELLED once the user has asked to stop. */
  call: Engine['call']
  /** Run id of the latest progress event: known also when the call fails. */
  runId(): string | null
  /** Shows `lines`, then asks. Null when there is nobody to ask. */
  ask: ((lines: string[], question: string) => Promise<boolean>) | null
  /** A conversation of many questions; null where `ask` is. */
  talk: Talk | null
  paint: Paint
  columns: number
}

export type Outcome = {
  /** What `--json` prints; a failure is added to it as `error`. */
  document: object
  /** The same for a person. */
  lines: string[]
  failure?: Failure
}
