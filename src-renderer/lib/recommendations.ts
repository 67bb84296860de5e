/** What the engine says for the command line, as the app says it: with its own pages instead of options and commands. */
const own: readonly [said: string, here: string][] = [
  ['Send us this output with --json; it holds no conversation.', 'Send us the details; they hold no conversation.'],
  ['give more with --timeout, or less with --size', 'choose fewer conversations, so that each has its time'],
  ['`hive-migrate optimize` looks for better settings', 'the Performance page looks for better settings'],
  ['--size xlarge tries all', '“All of it” tries the rest'],
  ['`hive-migrate quick` migrates', 'Home begins the migration'],
]

/** One recommendation of a live test (engine/bench/live/recommend.ts). */
export function inAppWords(recommendation: string): string {
  return own.reduce((text, [said, here]) => text.replace(said, here), recommendation)
}
