/** The wizard on a terminal that can draw: choices by arrow keys, a line down the side. */
import { Writable, type Readable } from 'node:stream'
import * as clack from '@clack/prompts'
import { createPaint, colorWanted } from '../output/paint.js'
import type { OutputStream } from '../world.js'
import { createSpacing, fit, Left, type Talk, type TalkSetting } from './talk.js'

/** Columns of the line down the side and the space after it. */
const margin = 3
/** Lines longer than this are hard to read, however wide the window. */
const widest = 100

/** A Talk drawn by @clack/prompts. */
export function clackTalk({ world, output, signal, prepare }: TalkSetting): Talk {
  const paint = createPaint(colorWanted(output, world.env))
  const stream = asWritable(output)
  const room = () => Math.min(output.columns || 80, widest) - margin
  const side = { output: stream, symbol: paint.soft(clack.S_BAR), secondarySymbol: paint.soft(clack.S_BAR) }
  const spacing = createSpacing()
  const say = (given: string[]) => {
    prepare()
    const lines = spacing.lines(given)
    if (lines.length > 0) clack.log.message(fit(lines, room()), { ...side, spacing: 0 })
  }
  /** clack listens for an abort for ever, and would then close questions that were answered long ago. */
  const ask = async <T>(question: (common: Common) => Promise<T | typeof clack.CANCEL_SYMBOL>): Promise<T> => {
    prepare()
    spacing.forget()
    if (signal.aborted) throw new Left()
    const own = new AbortController()
    const abort = () => {
      own.abort()
    }
    signal.addEventListener('abort', abort, { once: true })
    try {
      const answer = await question({ input: world.stdin, output: stream, signal: own.signal })
      if (clack.isCancel(answer)) throw new Left()
      return answer
    } finally {
      signal.removeEventListener('abort', abort)
      spacing.owe()
    }
  }
  return {
    open: (title) => {
      prepare()
      clack.intro(paint.bold(title), { output: stream })
    },
    step: (name) => {
      prepare()
      spacing.forget()
      clack.log.message(paint.bold(name), { ...side, symbol: paint.honey(clack.S_STEP_SUBMIT) })
    },
    say,
    choose: async (question, choices) => {
      const options = choices.map(({ label }, index) => ({ value: index, label }))
      const index = await ask((common) =>
        clack.select({ ...common, message: question, options, showInstructions: false }),
      )
      const chosen = choices[index]
      if (!chosen) throw new Left()
      return chosen.value
    },
    confirm: (question, usual) => ask((common) => clack.confirm({ ...common, message: question, initialValue: usual })),
    type: (question, usual) =>
      ask((common) =>
        clack.text({
          ...common,
          message: question,
          ...(usual === undefined ? {} : { defaultValue: usual, placeholder: usual }),
        }),
      ),
    end: (line) => {
      prepare()
      clack.outro(fit([line], room()).join(`\n${' '.repeat(margin)}`), { output: stream })
    },
    close: () => undefined,
  }
}

type Common = { input: Readable; output: Writable; signal: AbortSignal }

/** clack draws on a Node stream, and asks it how wide and high it is now. */
function asWritable(output: OutputStream): Writable {
  const stream = new Writable({
    decodeStrings: false,
    write: (text: string, _, done) => {
      output.write(text)
      done()
    },
  })
  return Object.defineProperties(stream, {
    columns: { get: () => output.columns || 80 },
    rows: { get: () => output.rows || 24 },
    isTTY: { value: true },
  })
}
