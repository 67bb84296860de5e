import type { LookValue } from '../model/index.js'

/** Bytes of a text that are shown at first, in a list, and when it is asked for whole. */
export const limits = { list: 400, value: 6000, whole: 1_000_000 }

/**
 * Keys of providers, and licences (facts 1.6), which a person may have typed into a question. Longer than in reports:
 * here a word like `hive-something` is part of what somebody wrote.
 */
const secret =
  /\b(?:(?:sk|xai|gsk|pk)-[A-Za-z0-9_-]{8,}|HIVE(?:-[A-Z0-9]{4,}){2,}|hive_[A-Za-z0-9]{8,}|AIza[A-Za-z0-9_-]{16,})/g

/** A value as SQLite gave it: its type, its size, and of a text the first bytes. */
export type RawValue = { type: LookValue['type']; bytes: number | bigint; head: unknown }

/** A value as it may be shown; whatever its bytes are, this answers. */
export function describeValue({ type, bytes: size, head }: RawValue): LookValue {
  const bytes = Number(size)
  if (type !== 'text') {
    const excerpt = type === 'null' || type === 'blob' ? '' : String(head)
    return { type, excerpt, bytes, cut: false, remarks: [] }
  }
  const read = Buffer.isBuffer(head) ? head : Buffer.alloc(0)
  const cut = read.length < bytes
  const text = decode(read, cut)
  const remarks: string[] = []
  if (text.includes('\u0000')) remarks.push('holds NUL characters')
  if (!isUtf8(read, cut)) remarks.push('is not valid UTF-8')
  return { type, excerpt: masked(text), bytes, cut, remarks }
}

/** With keys and licences masked. */
export const masked = (text: string): string => text.replace(secret, '[key]')

/** `cut`: the last character may be cut off, and is then left out. */
function decode(bytes: Buffer, cut: boolean): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: cut })
}

function isUtf8(bytes: Buffer, cut: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut })
    return true
  } catch {
    return false
  }
}
