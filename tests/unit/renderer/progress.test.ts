import { describe, expect, it } from 'vitest'
import { advance, isVerifying, migrationPhases, phaseMs } from '../../../src-renderer/state/progress.js'
import { progress } from '../../renderer/fixtures.js'

describe('the bar', () => {
  it('never goes back within a run', () => {
    const first = advance(null, progress('copy', 0.5))
    expect(advance(first, progress('copy', 0.3)).event.fraction).toBe(0.5)
  })

  it('starts anew with another run', () => {
    const first = advance(null, progress('copy', 0.5))
    expect(advance(first, progress('backup', 0.1, { runId: 'another' })).event.fraction).toBe(0.1)
  })

  it('takes a later phase to mean that the earlier ones are complete', () => {
    const index = advance(null, progress('index', 0.6))
    expect(advance(index, progress('copy', 0.6)).phase).toBe(migrationPhases.indexOf('index'))
  })
})

describe('phases', () => {
  it('are timed from the first event of one to the first of a later one', () => {
    let run = advance(null, progress('backup', 0, { elapsedMs: 100 }))
    run = advance(run, progress('backup', 0.1, { elapsedMs: 900 }))
    run = advance(run, progress('copy', 0.2, { elapsedMs: 1_000 }))
    const backup = migrationPhases.indexOf('backup')
    expect(phaseMs(run, backup)).toBe(900)
    expect(phaseMs(run, backup + 1)).toBeNull()
  })

  it('from verification on belong to the Verify step', () => {
    expect(isVerifying(advance(null, progress('index', 0.6)))).toBe(false)
    expect(isVerifying(advance(null, progress('swap', 0.9)))).toBe(true)
  })
})
