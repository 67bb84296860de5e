/** The phases of a migration as a person sees them, and the arithmetic of a bar that never goes back. */
import { t } from '../i18n/index.js'
import type { Phase, ProgressEvent } from '../../src-preload/contract.js'

export const migrationPhases = [
  'preflight',
  'backup',
  'copy',
  'index',
  'verify',
  'swap',
  'report',
] as const satisfies readonly Phase[]

/** What the phase at a place is called; null after the last. */
export function phaseTitle(index: number): string | null {
  const phase = migrationPhases[index]
  return phase ? t(`run.${phase}`) : null
}

export function phaseIndex(phase: Phase): number {
  if (phase === 'done') return migrationPhases.length
  return Math.max(
    0,
    migrationPhases.findIndex((shown) => shown === phase),
  )
}

const verifyIndex = phaseIndex('verify')

export type RunProgress = {
  event: ProgressEvent
  /** How far the phases are; a later phase implies that the earlier ones are complete. */
  phase: number
  /** When each phase was first seen, in elapsed milliseconds; unknown for those before a reload. */
  began: Readonly<Record<number, number>>
}

export const isVerifying = (progress: RunProgress | null): boolean => progress !== null && progress.phase >= verifyIndex

export function advance(before: RunProgress | null, event: ProgressEvent): RunProgress {
  const same = before !== null && before.event.runId === event.runId ? before : null
  const phase = Math.max(same?.phase ?? 0, phaseIndex(event.phase))
  const fraction = Math.max(same?.event.fraction ?? 0, Math.min(1, event.fraction))
  const began = { ...same?.began }
  began[phase] ??= event.elapsedMs
  return { event: { ...event, fraction }, phase, began }
}

/** How long a finished phase took, when both ends were seen. */
export function phaseMs(progress: RunProgress, index: number): number | null {
  const start = progress.began[index]
  if (start === undefined || index >= progress.phase) return null
  const ends = Object.entries(progress.began)
    .filter(([key]) => Number(key) > index)
    .map(([, at]) => at)
  return ends.length === 0 ? null : Math.min(...ends) - start
}
