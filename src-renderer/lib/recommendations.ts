/** What the engine says for the command line, as the app says it: with its own pages instead of options and commands. */
import { engineWords } from '../i18n/engine.js'
import { recommendations } from '../i18n/en/recommendations.js'

/** One recommendation of a live test (engine/bench/live/recommend.ts). */
export function inAppWords(recommendation: string): string {
  const here = recommendations.reduce((text, [said, own]) => text.replace(said, own), recommendation)
  return engineWords(here)
}
