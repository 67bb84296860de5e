import { isId } from './state-home.js'

/** What a key of any service may be made of: long, and with figures in it. Keys of Hive: hive-facts 1.5. */
const token = /[A-Za-z0-9_\-+=]{16,}/g
/** What begins as keys do, however short. */
const prefixed = /\b(?:sk|xai|gsk|ghp|HIVE)[-_][A-Za-z0-9_\-+=]+/g

/**
 * A text without anything that might be a key: for messages of libraries, which like to quote what they could not read.
 * Rather a word too many is hidden than half a key shown. Ids of runs and backups stay.
 */
export function masked(text: string): string {
  return text
    .replace(prefixed, '…')
    .replace(token, (found) => (isId(found) || !(/\d/.test(found) && /[a-z]/i.test(found)) ? found : '…'))
}

/** What a thrown error says for the log: its name and code, its message without what it quotes, and where it came from. */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return masked(String(error))
  const code = (error as { code?: unknown }).code
  const name = typeof code === 'string' ? `${error.name} ${code}` : error.name
  const message = masked(error.message.replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '"…"'))
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return [`${name}: ${message}`, ...frames].join('\n')
}
