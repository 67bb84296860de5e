import { createInterface } from 'node:readline/promises'
import type { CommonOptions } from './options.js'
import type { Session } from './session.js'
import type { World } from './world.js'

/** Asks on the terminal; null where there is none, or where a word would break what a program reads. `prepare` clears the line. */
export function createAsk(
  world: World,
  common: CommonOptions,
  signal: AbortSignal,
  prepare: () => void,
): Session['ask'] {
  // With --json stdout belongs to the document.
  const output = common.json ? world.stderr : world.stdout
  if (!world.stdin.isTTY || !output.isTTY || (common.json && common.progress === 'json')) return null
  return async (lines, question) => {
    prepare()
    output.write(`${lines.join('\n')}\n`)
    output.write(`${question} [y/N] `)
    // Without `output` readline leaves the terminal in its own mode: it echoes, and Ctrl-C stays a signal.
    const reader = createInterface({ input: world.stdin })
    try {
      const answer = await firstLine(reader, signal)
      // Ctrl-C leaves the cursor behind the question.
      if (answer === null) output.write('\n')
      return /^y(es)?$/i.test(answer?.trim() ?? '')
    } finally {
      reader.close()
    }
  }
}

/** The first line typed; null when the input ends or the user interrupts. */
function firstLine(reader: ReturnType<typeof createInterface>, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    reader.once('line', resolve)
    reader.once('close', () => resolve(null))
    signal.addEventListener('abort', () => resolve(null), { once: true })
  })
}
