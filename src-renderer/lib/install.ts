/** What an install's report comes to, for its card. */
import type { Install, Issue } from '../../src-preload/contract.js'

export type Holdings = { conversations: number; rows: number; bytes: number; approximate: boolean }

export function holdings(install: Install): Holdings {
  const sum: Holdings = { conversations: 0, rows: 0, bytes: 0, approximate: false }
  for (const database of install.databases) {
    sum.bytes += database.bytes
    for (const table of database.tables) {
      sum.rows += table.rows
      if (table.name === 'conversations') sum.conversations += table.rows
      sum.approximate ||= table.approximate === true
    }
  }
  return sum
}

export type Health = { sign: 'done' | 'warning' | 'failed'; word: string; issues: Issue[] }

/** The worst issue decides; the notes that are only information stay out of the way. */
export function health(install: Install, usable: boolean): Health {
  const all = [...install.issues, ...install.databases.flatMap((database) => database.issues)]
  const unique = all.filter((issue, index) => all.findIndex((other) => same(issue, other)) === index)
  const issues = unique.filter((issue) => issue.severity !== 'info')
  if (!usable && issues.some((issue) => issue.code === 'HM-SOURCE-CORRUPT'))
    return { sign: 'failed', word: 'Damaged', issues }
  if (issues.some((issue) => issue.severity === 'error')) return { sign: 'failed', word: 'Needs attention', issues }
  if (!usable) return { sign: 'warning', word: 'Nothing to move', issues }
  if (issues.length > 0) return { sign: 'warning', word: 'Ready, with notes', issues }
  return { sign: 'done', word: 'Healthy', issues }
}

const same = (a: Issue, b: Issue): boolean => a.code === b.code && a.message === b.message
