/** Parts of recommendations that name options and commands, and what stands for them in the app. */
export const recommendations: readonly [said: string, here: string][] = [
  ['Send us this output with --json; it holds no conversation.', 'Send us the details; they hold no conversation.'],
  ['give more with --timeout, or less with --size', 'choose fewer conversations, so that each has its time'],
  ['`hive-migrate optimize` looks for better settings', 'the Performance page looks for better settings'],
  ['--size xlarge tries all', '“All of it” tries the rest'],
  ['`hive-migrate quick` migrates', 'Home begins the migration'],
]
