import { t } from '../i18n/index.js'
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
  const name = t(verify ? 'wizard.verify' : 'wizard.migrate')
  if (now.kind === 'running' && now.operation === 'migrate') {
    const paused = operation.progress?.event.paused ?? null
    const title = paused ? t('run.titlePaused', { step: name }) : verify ? verifyTitle() : t('run.titleRunning')
    const lede = paused ? pausedWords(paused) : t('run.leaveWindow')
    return { kind: 'running', name, title, lede, paused, cancelling: now.cancelling, ...cancelling(now.cancelling) }
  }
  if (now.kind === 'failed' && now.operation === 'migrate') {
    const cancelled = now.failure.code === 'HM-CANCELLED'
    const title = t(cancelled ? 'run.titleCancelled' : 'run.titleStopped', { step: name })
    const lede = t(cancelled ? 'run.ledeCancelled' : 'run.ledeStopped')
    // Work is kept once the backup is whole.
    const kept = (operation.progress?.phase ?? 0) > phaseIndex('backup')
    const resumable = now.failure.exit === canResume
    return { kind: 'failed', name, title, lede, failure: now.failure, resumable, cancelled, kept }
  }
  if (now.kind === 'migrated')
    return { kind: 'finished', name: t('wizard.verify'), result: now.result, ...verdict(now.result) }
  return { kind: 'idle', name, title: t('run.titleIdle', { step: name }), lede: '' }
}

/** What a pause waits for; with a full disk it goes on by itself. */
function pausedWords(paused: Pause): string {
  if (paused.reason === 'user') return t('run.pausedByYou')
  const missing = bytes(paused.bytesNeeded - paused.bytesFree)
  return t('run.pausedDisk', { missing, folder: paused.folder })
}

function verifyTitle(): string {
  const past = (operation.progress?.phase ?? 0) > phaseIndex('verify')
  return t(past ? 'run.titleSwapping' : 'run.titleVerifying')
}

function cancelling(asked: boolean): { cancellable: boolean; consequence: string } {
  const cancellable = operation.progress?.event.cancellable ?? true
  if (asked) return { cancellable: false, consequence: t('run.stopping') }
  if (!cancellable) return { cancellable, consequence: t('run.placing') }
  return { cancellable, consequence: t('run.ifCancelled') }
}

function verdict(result: MigrationResult): { title: string; lede: string } {
  if (result.status === 'nothing-to-do') return words('nothing')
  if (result.status !== 'migrated' || !result.verification.passed) return words('missing')
  if ((result.unreadable ?? []).length > 0) return words('salvaged')
  return words(result.stage ? 'chosen' : 'arrived')
}

const words = (
  outcome: 'nothing' | 'missing' | 'salvaged' | 'chosen' | 'arrived',
): { title: string; lede: string } => ({
  title: t(`run.${outcome}Title`),
  lede: t(`run.${outcome}Lede`),
})
