import type { Pause, Phase, ProgressEvent } from './model/index.js'

/** The share of the whole operation that each phase usually takes, measured on 300 MB; they sum to 1. */
export type PhaseWeights = Partial<Record<Phase, number>>

export const migrateWeights: PhaseWeights = {
  preflight: 0.06,
  backup: 0.08,
  copy: 0.5,
  index: 0.12,
  verify: 0.2,
  swap: 0.02,
  report: 0.02,
}

export const rollbackWeights: PhaseWeights = { preflight: 0.1, backup: 0.3, restore: 0.6 }

/** Milliseconds between two events; the first and last of a phase always go out. */
const interval = 100

/**
 * Turns work done into the events that a person sees: one bar over the whole operation that never goes back, rates, and
 * time left as a range once it is stable (anchors F2).
 */
export class ProgressMeter {
  private readonly started = performance.now()
  private readonly order: Phase[]
  private phase: Phase = 'preflight'
  private label = ''
  private done = 0
  private fraction = 0
  private lastSent = 0
  private rows = { done: 0, total: 0, since: performance.now() }
  private bytes = { done: 0, total: 0 }
  private cancellable = true
  private paused: Pause | undefined

  constructor(
    private readonly runId: string,
    private readonly weights: PhaseWeights,
    private readonly send: (event: ProgressEvent) => void,
  ) {
    this.order = Object.keys(weights) as Phase[]
  }

  /** Starts a phase; everything before it counts as done. */
  begin(phase: Phase, label: string, totals: { rows?: number; bytes?: number } = {}, cancellable = true): void {
    this.phase = phase
    this.cancellable = cancellable
    this.rows = { done: 0, total: totals.rows ?? 0, since: performance.now() }
    this.bytes = { done: 0, total: totals.bytes ?? 0 }
    const before = phase === 'done' ? this.order : this.order.slice(0, Math.max(0, this.order.indexOf(phase)))
    this.done = before.reduce((sum, each) => sum + (this.weights[each] ?? 0), 0)
    this.label = label
    this.raise(0)
    this.emit(true)
  }

  /** Says what is happening now, within the phase. */
  say(label: string): void {
    this.label = label
    this.emit(false)
  }

  /** Says that the operation waits, or (undefined) that it goes on. */
  wait(pause: Pause | undefined): void {
    this.paused = pause
    this.emit(true)
  }

  /** Adds work done within the phase. */
  add(work: { rows?: number; bytes?: number }): void {
    this.rows.done += work.rows ?? 0
    this.bytes.done += work.bytes ?? 0
    const part = this.rows.total > 0 ? this.rows.done / this.rows.total : this.bytes.done / (this.bytes.total || 1)
    this.raise(Math.min(1, part))
    this.emit(false)
  }

  /** Sets the share of the phase that is done, for work that is not counted in rows. */
  reach(part: number): void {
    this.raise(Math.min(1, part))
    this.emit(false)
  }

  private raise(part: number): void {
    const now = this.done + part * (this.weights[this.phase] ?? 0)
    this.fraction = Math.min(1, Math.max(this.fraction, this.phase === 'done' ? 1 : now))
  }

  private emit(always: boolean): void {
    const now = performance.now()
    if (!always && now - this.lastSent < interval) return
    this.lastSent = now
    const seconds = (now - this.rows.since) / 1000
    this.send({
      type: 'progress',
      runId: this.runId,
      phase: this.phase,
      label: this.label,
      fraction: this.fraction,
      rowsDone: this.rows.done,
      rowsTotal: this.rows.total,
      rowsPerSecond: seconds > 0.2 ? Math.round(this.rows.done / seconds) : 0,
      bytesDone: this.bytes.done,
      bytesTotal: this.bytes.total,
      secondsLeft: this.secondsLeft(now),
      elapsedMs: Math.round(now - this.started),
      ...(this.paused ? { paused: this.paused } : {}),
      cancellable: this.cancellable,
    })
  }

  /** No estimate before 2 s and 5 %: a wrong number is worse than none. */
  private secondsLeft(now: number): { low: number; high: number } | null {
    const elapsed = (now - this.started) / 1000
    if (elapsed < 2 || this.fraction < 0.05 || this.phase === 'done') return null
    const left = (elapsed * (1 - this.fraction)) / this.fraction
    return { low: Math.floor(left * 0.7), high: Math.ceil(left * 1.4) }
  }
}
