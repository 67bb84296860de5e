/**
 * The code that keeps each trap of hive-facts 3.9 and of traps.md from doing harm, and how to switch it off: a text of a
 * file that stands there once, and what takes its place. Where a trap needs no code (the engine does not touch a value on
 * its way), the switch makes the mistake that the trap names: its `what` says so.
 *
 * `cases` are the folders of tests/cases that must then fail, each of them; `tests` are files of tests that must fail. With
 * `seconds` they have no longer: the mistake is one that does not end.
 *
 * @typedef {{ trap: string, what: string, file: string, find: string, replace: string, cases?: string[], tests?: string[], seconds?: number }} Switch
 */
import { firstFacts } from './switches/facts-1-to-20.mjs'
import { furtherFacts } from './switches/facts-21-to-45.mjs'
import { measured } from './switches/measured.mjs'

export const switches = [...firstFacts, ...furtherFacts, ...measured]
