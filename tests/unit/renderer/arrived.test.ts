import { describe, expect, it } from 'vitest'
import type { MigrationResult } from '../../../src-preload/contract.js'
import { allConversations } from '../../../src-renderer/lib/arrived.js'

describe('that all conversations arrived is said', () => {
  const counts = { database: 'a', name: 'conversations', quarantined: 0, repaired: 0, carried: 0, left: 0 }
  const tables = [{ ...counts, name: 'messages', read: 9, migrated: 9 }, { ...counts, read: 7, migrated: 7 }] // prettier-ignore
  const result = { status: 'migrated', unreadable: [], tables } as unknown as MigrationResult

  it('where the only old database gave each of them', () => expect(allConversations(result)).toBe(7))

  it.each<[string, object]>([
    ['one was set aside', { tables: [{ ...counts, read: 7, migrated: 6 }] }],
    ['two databases came together', { tables: [...tables, ...tables] }],
    ['it was a stage', { stage: {} }],
    ['something could not be read', { unreadable: [{}] }],
    ['nothing was moved', { status: 'nothing-to-do' }],
    ['there was none', { tables: [{ ...counts, read: 0, migrated: 0 }] }],
  ])('not where %s', (_, other) => {
    expect(allConversations({ ...result, ...other })).toBeNull()
  })
})
