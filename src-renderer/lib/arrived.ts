import type { MigrationResult } from '../../src-preload/contract.js'

/** The conversations of a migration that moved every one of its only old database; null where there is no such figure. */
export function allConversations({ tables, stage, status, unreadable }: MigrationResult): number | null {
  const [only, another] = tables.filter(({ name }) => name.toLowerCase() === 'conversations')
  if (!only || another || stage || unreadable?.length || status !== 'migrated') return null
  return only.read > 0 && only.migrated === only.read ? only.read : null
}
