/** What a person reads of something that is refused at once. */
import { toFailure } from '../../src-main/engine/errors.js'
import type { Failure } from '../../src-main/engine/model/index.js'

/** Runs `act`, which must throw. */
export function failing(act: () => unknown): Failure {
  try {
    act()
  } catch (error) {
    return toFailure(error)
  }
  throw new Error('It did not fail')
}
