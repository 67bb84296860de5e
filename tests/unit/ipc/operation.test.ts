import { describe, expect, it } from 'vitest'
import type { OperationState, ProgressEvent } from '../../../src-preload/contract.js'
import { HiveError } from '../../../src-main/engine/errors.js'
import { fakeContext } from './fakes.js'

const request = { type: 'upgrade', validation: 'standard', resume: false } as const
const progress = { type: 'progress', runId: 'r1', phase: 'copy', fraction: 0.5 } as ProgressEvent

describe('the operation', () => {
  it('is running with its latest progress until it has an outcome, and says each turn', async () => {
    const { context, engine, emit } = fakeContext()
    const { operation } = context
    operation.migrate(request)
    engine.progress(progress)
    const running: OperationState = { kind: 'running', operation: 'migrate', progress, cancelling: false }
    expect(operation.state).toEqual(running)
    engine.resolve({ runId: 'r1' })
    await operation.settled
    const migrated = { kind: 'migrated', result: { runId: 'r1' } }
    expect(operation.state).toEqual(migrated)
    expect(emit.mock.calls).toEqual([
      ['operation.state', { ...running, progress: null }],
      ['operation.progress', progress],
      ['operation.state', migrated],
    ])
    expect(engine.close).toHaveBeenCalledOnce()
  })

  it('is one at a time; the next may start when it has ended', async () => {
    const { context, engine } = fakeContext()
    const { operation } = context
    operation.rollback({ backup: 'b1' })
    expect(() => operation.migrate(request)).toThrow(HiveError)
    engine.reject(new HiveError('HM-BACKUP-DAMAGED', 'A file is short.'))
    await operation.settled
    expect(operation.state).toMatchObject({
      kind: 'failed',
      operation: 'rollback',
      failure: { code: 'HM-BACKUP-DAMAGED' },
    })
    operation.migrate(request)
    expect(operation.running).toBe(true)
  })

  it('says that it is cancelling, and stays so while progress still comes', () => {
    const { context, engine } = fakeContext()
    const { operation } = context
    expect(operation.cancel()).toBe(false)
    operation.migrate(request)
    expect(operation.cancel()).toBe(true)
    engine.progress(progress)
    expect(operation.state).toMatchObject({ cancelling: true, progress })
  })

  it('is not cancelling when the engine is in a moment that cannot be', () => {
    const { context, engine } = fakeContext()
    engine.cancel.mockReturnValue(false)
    context.operation.migrate(request)
    expect(context.operation.cancel()).toBe(false)
    expect(context.operation.state).toMatchObject({ cancelling: false })
  })
})
