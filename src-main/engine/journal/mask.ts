import { isId } from './state-home.js'

/** What a key of any service may be made of: long, and with figures in it. */
const token = /[A-Za-z0-9_\-+=]{16,}/g
/** What begins as the keys of providers do, however short, and licences in each of their forms (facts 1.6). */
const provider = /\b(?:(?:sk|pk|xai|gsk|ghp)[-_]|AIza)[A-Za-z0-9_\-+=]+/gi
const licence = /\b(?:HIVE-[A-Z0-9-]+|hive_[A-Za-z0-9]{8,})/g

/**
 * A text without anything that might be a key: for messages of libraries, which like to quote what they could not read.
 * Stricter than what is masked in a conversation (look/value.ts): rather a word too many is hidden than half a key shown.
 * Ids of runs and backups stay.
 */
export function withoutKeys(text: string): string {
  return text
    .replace(provider, '…')
    .replace(licence, '…')
    .replace(token, (found) => (isId(found) || !(/\d/.test(found) && /[a-z]/i.test(found)) ? found : '…'))
}

/** What a thrown error says for the log: its name and code, its message without what it quotes, and where it came from. */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return withoutKeys(String(error))
  const code = (error as { code?: unknown }).code
  const name = typeof code === 'string' ? `${error.name} ${code}` : error.name
  const message = withoutKeys(error.message.replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '"…"'))
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return [`${name}: ${message}`, ...frames].join('\n')
}
