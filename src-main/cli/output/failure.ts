import type { Failure } from '../../engine/model/index.js'
import { cleanText } from './clean.js'
import { wrap } from './layout.js'
import type { Paint } from './paint.js'

/** What `--json` says of a failure: the same words, without the exit status that the process itself answers. */
export function failureJson({ code, title, detail, safe, fix }: Failure): Omit<Failure, 'exit'> {
  return { code, title, detail, safe, fix }
}

/** A failure for a person: what happened, what is safe, the one thing to do; `log` where a log may tell more. */
export function failureText(failure: Failure, paint: Paint, columns: number, log: string | null = null): string {
  const limit = Math.min(columns, 100)
  const point = (word: string, text: string) => {
    const [first = '', ...rest] = wrap(cleanText(text), 9, limit)
    return [`  ${paint.soft(word.padEnd(5))}  ${first.trimStart()}`, ...rest]
  }
  return [
    `${paint.bad('✗')} ${paint.bold(cleanText(failure.title))}`,
    ...(failure.detail === '' ? [] : wrap(cleanText(failure.detail), 2, limit)),
    '',
    ...point('Safe', failure.safe),
    ...point('To do', failure.fix),
    ...point('Code', failure.code),
    ...(log === null ? [] : point('Log', log)),
    '',
  ].join('\n')
}
