/** Plain lines and numbers to type, nothing drawn twice: for screen readers and terminals that cannot draw. */
import { createInterface, type Interface } from 'node:readline'
import { createSpacing, fit, Left, type Talk, type TalkSetting } from './talk.js'

/** A Talk of plain lines. What is typed while nothing is asked counts for nothing. */
export function plainTalk({ world, output, signal, prepare }: TalkSetting): Talk {
  let reader: Interface | null = null
  let ended = false
  const spacing = createSpacing()
  const say = (lines: string[]) => {
    prepare()
    const shown = fit(spacing.lines(lines), output.columns || 80)
    if (shown.length > 0) output.write(`${shown.join('\n')}\n`)
  }
  const breathe = () => {
    prepare()
    spacing.forget()
    output.write('\n')
  }
  const ask = async (question: string): Promise<string> => {
    prepare()
    if (ended || signal.aborted) throw new Left()
    output.write(`${fit([question], output.columns || 80).join('\n')} `)
    // Without `output` the terminal keeps its own mode: it echoes, and Ctrl-C stays a signal.
    reader ??= createInterface({ input: world.stdin }).once('close', () => (ended = true))
    const line = await nextLine(reader, signal)
    spacing.owe()
    if (line !== null) return line.trim()
    // The cursor stands behind the question.
    output.write('\n')
    throw new Left()
  }
  return {
    open: (title) => {
      say([title, ''])
    },
    step: (name) => {
      say(['', name, ''])
    },
    say,
    choose: async (question, choices) => {
      say(['', question, ...choices.map(({ label }, index) => `  ${index + 1}  ${label}`)])
      for (;;) {
        const typed = await ask(`Type a number from 1 to ${choices.length} (Enter for 1):`)
        const chosen = choices[typed === '' ? 0 : /^[0-9]{1,3}$/.test(typed) ? Number(typed) - 1 : -1]
        if (chosen) return chosen.value
        say([`There is no choice ${JSON.stringify(typed)}.`])
      }
    },
    confirm: async (question, usual) => {
      breathe()
      for (;;) {
        const typed = await ask(`${question} Type y or n (Enter for ${usual ? 'yes' : 'no'}):`)
        if (typed === '') return usual
        if (/^(y|yes|n|no)$/i.test(typed)) return /^y/i.test(typed)
        say(['Please type y or n.'])
      }
    },
    type: async (question, usual = '') => {
      breathe()
      const typed = await ask(`${question}${usual === '' ? '' : ` (Enter for ${usual})`}:`)
      return typed === '' ? usual : typed
    },
    end: (line) => {
      say(['', line])
    },
    close: () => reader?.close(),
  }
}

/** The next line typed; null when the input ends or a signal comes. */
function nextLine(reader: Interface, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const answer = (line: string | null) => {
      reader.off('line', answer)
      reader.off('close', none)
      signal.removeEventListener('abort', none)
      resolve(line)
    }
    const none = () => {
      answer(null)
    }
    reader.on('line', answer)
    reader.on('close', none)
    signal.addEventListener('abort', none)
  })
}
