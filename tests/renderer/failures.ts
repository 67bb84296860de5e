/** Failures as main passes them on: the engine's own words, by their codes. */
import type { Failure } from '../../src-preload/contract.js'
import { failureCodes, HiveError } from '../../src-main/engine/errors.js'

export const failures: Readonly<Record<string, Failure>> = Object.fromEntries(
  failureCodes.map((code) => [code, new HiveError(code, 'What happened here, with paths and figures.').toFailure()]),
)
