/** What the engine says, in German. A test holds that the engine still says each of these (tests/unit/renderer). */
import type { Phrases } from '../../phrases.js'
import { checks } from './checks.js'
import { details } from './failures.js'
import { look } from './look.js'
import { plan } from './plan.js'
import { programs } from './programs.js'
import { proof } from './proof.js'
import { run } from './run.js'
import { sqlite } from './sqlite.js'
import { trials } from './trials.js'
import { verified } from './verified.js'

/** What the engine says of its own. Earlier ones are tried first: `Looked in {places}.` before anything that could swallow it. */
export const engine: Phrases = {
  ...checks,
  ...run,
  ...proof,
  ...verified,
  ...plan,
  ...look,
  ...trials,
  ...details,
  ...programs,
}

/** All that we know by heart. */
export const phrases: Phrases = { ...sqlite, ...engine }
