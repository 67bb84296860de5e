import type { Session } from '../session.js'
import { cleanText } from './clean.js'

/** Words that every shell takes as they are. */
const plain = /^[\w./:@%+=,-]+$/

/**
 * What to type next: `words` and what has to stay the same as now, so that the line works on the same data. `from` is what was
 * named with this command, and `option` (null: an argument) how the next one takes it.
 */
export function nextCommand(
  { sample, common }: Pick<Session, 'sample' | 'common'>,
  words: string[],
  from?: string,
  option: '--from' | null = null,
): string {
  const named = from === undefined ? [] : [...(option ? [option] : []), quoted(from)]
  const home = common.home === undefined ? [] : ['--home', quoted(common.home)]
  const where = sample ? ['--sample'] : [...named, ...home]
  return ['hive-migrate', ...words, ...where].join(' ')
}

/** A path as a shell takes it for one word; a plain one as it is. */
export function quoted(text: string, windows = process.platform === 'win32'): string {
  const path = cleanText(text)
  if (windows) return /^[\w./:@+=\\-]+$/.test(path) ? path : `"${path}"`
  return plain.test(path) ? path : `'${path.replaceAll(`'`, `'\\''`)}'`
}
