import type { Failure, MigrationResult, Pause } from '../../src-preload/contract.js'
import { bytes } from '../lib/format.js'
import { operation } from './operation.svelte.js'
import { phaseIndex } from './progress.js'

type Words = { name: string; title: string; lede: string }

/** What the Migrate and Verify steps show. */
export type RunState = Words &
  (
    | { kind: 'running'; cancelling: boolean; cancellable: boolean; consequence: string; paused: Pause | null }
    | { kind: 'failed'; failure: Failure; resumable: boolean; cancelled: boolean; kept: boolean }
    | { kind: 'finished'; result: MigrationResult }
    | { kind: 'idle' }
  )

/** The exit status for "interrupted, can resume" (design 6). */
const canResume = 6

export function runState(): RunState {
  const now = operation.state
  const verify = operation.step === 'verify'
  const name = verify ? 'Verify' : 'Migrate'
  if (now.kind === 'running' && now.operation === 'migrate') {
    const paused = operation.progress?.event.paused ?? null
    const title = paused ? `${name}: paused` : verify ? verifyTitle() : 'Migrate: your data is being copied'
    const lede = paused ? pausedWords(paused) : 'You can leave this window; it goes on by itself.'
    return { kind: 'running', name, title, lede, paused, cancelling: now.cancelling, ...cancelling(now.cancelling) }
  }
  if (now.kind === 'failed' && now.operation === 'migrate') {
    const cancelled = now.failure.code === 'HM-CANCELLED'
    const title = cancelled ? `${name}: cancelled` : `${name}: it stopped`
    const lede = cancelled
      ? 'Your old data is untouched. Nothing was installed.'
      : 'Here is what happened, what is safe, and what to do.'
    // Work is kept once the backup is whole.
    const kept = (operation.progress?.phase ?? 0) > phaseIndex('backup')
    const resumable = now.failure.exit === canResume
    return { kind: 'failed', name, title, lede, failure: now.failure, resumable, cancelled, kept }
  }
  if (now.kind === 'migrated') return { kind: 'finished', name: 'Verify', result: now.result, ...verdict(now.result) }
  return { kind: 'idle', name, title: `${name}: nothing runs now`, lede: '' }
}

/** What a pause waits for; with a full disk it goes on by itself. */
function pausedWords(paused: Pause): string {
  if (paused.reason === 'user') return 'Nothing happens until you resume. What was done so far is kept.'
  const missing = bytes(paused.bytesNeeded - paused.bytesFree)
  return `The disk is full. Free ${missing} on the disk of ${paused.folder}; it goes on by itself.`
}

function verifyTitle(): string {
  const past = (operation.progress?.phase ?? 0) > phaseIndex('verify')
  return past ? 'Verify: all compared, now put in place' : 'Verify: comparing every value'
}

function cancelling(asked: boolean): { cancellable: boolean; consequence: string } {
  const cancellable = operation.progress?.event.cancellable ?? true
  if (asked) return { cancellable: false, consequence: 'Stopping at the next safe point.' }
  if (!cancellable) return { cancellable, consequence: 'The new database is being put in place. This takes a moment.' }
  return { cancellable, consequence: 'If you cancel: your old data is untouched. Nothing was installed.' }
}

function verdict(result: MigrationResult): { title: string; lede: string } {
  if (result.status === 'nothing-to-do') {
    return { title: 'Verify: nothing to do', lede: 'Everything was migrated before, and nothing is new since.' }
  }
  if (result.status === 'migrated' && result.verification.passed && (result.unreadable ?? []).length > 0) {
    return {
      title: 'Verify: everything that could be read arrived',
      lede: 'This was compared with what the damaged database still gives, and this is what it proved.',
    }
  }
  if (result.status === 'migrated' && result.verification.passed) {
    return {
      title: 'Verify: everything arrived',
      lede: 'This was compared with the old database, and this is what it proved.',
    }
  }
  return {
    title: 'Verify: not everything arrived',
    lede: 'The new database was not put in place. Your old data is untouched.',
  }
}
