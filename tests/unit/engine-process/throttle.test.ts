import { expect, it } from 'vitest'
import { ProgressThrottle } from '../../../src-main/engine-process/throttle.js'
import type { ProgressEvent } from '../../../src-main/engine/model/index.js'

const event = (phase: ProgressEvent['phase'], change: Partial<ProgressEvent> = {}): ProgressEvent => ({
  ...{ type: 'progress', runId: 'r', phase, label: '', fraction: 0, rowsDone: 0, rowsTotal: 0, rowsPerSecond: 0 },
  ...{ bytesDone: 0, bytesTotal: 0, secondsLeft: null, elapsedMs: 0, cancellable: true },
  ...change,
})

it('says the pause at once, keeps saying it until the engine stands still, and says when it is over', () => {
  const sent: ProgressEvent[] = []
  const throttle = new ProgressThrottle((one) => sent.push(one))
  throttle.push(event('backup'))
  throttle.pause({ reason: 'user' })
  throttle.push(event('copy'))
  throttle.pause(undefined)
  throttle.push(event('index'))
  expect(sent.map(({ phase, paused }) => [phase, paused?.reason])).toEqual([
    ['backup', undefined],
    ['backup', 'user'],
    ['copy', 'user'],
    ['copy', undefined],
    ['index', undefined],
  ])
})

it('a full disk is said as that, also when the person has paused', () => {
  const sent: ProgressEvent[] = []
  const throttle = new ProgressThrottle((one) => sent.push(one))
  throttle.push(event('copy'))
  throttle.pause({ reason: 'user' })
  throttle.push(event('copy', { paused: { reason: 'disk', folder: '/', bytesNeeded: 2, bytesFree: 1 } }))
  throttle.flush()
  expect(sent.at(-1)?.paused?.reason).toBe('disk')
})
