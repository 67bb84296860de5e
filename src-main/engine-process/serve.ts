import type { CreateEngine, EngineApi, EngineMethod, EngineRequest, EngineResponse } from '../engine/api.js'
import { createControl, type Control } from '../engine/control.js'
import { HiveError, toFailure } from '../engine/errors.js'
import type { Environment } from '../engine/model/index.js'
import type { EnginePort, RequestMessage, ResponseMessage } from './protocol.js'
import type { SecondThread } from './second-thread.js'
import { noteEnd, noteFailure } from './log-calls.js'
import { ProgressThrottle } from './throttle.js'

/**
 * Serves an engine on a port: one call at a time, each with an engine and a control of its own, so that
 * nothing of one call reaches the next. Everything thrown crosses as a Failure.
 */
export function serveEngine(port: EnginePort, createEngine: CreateEngine, startHelper?: () => SecondThread): void {
  let environment: Environment | null = null
  let running: { id: number; control: Control; throttle: ProgressThrottle } | null = null

  port.onMessage((message) => {
    switch (message.type) {
      case 'init':
        environment = message.environment
        return
      case 'cancel':
        if (running?.id === message.id) running.control.abort()
        return
      case 'pause':
      case 'resume':
        if (running?.id !== message.id) return
        running.control[message.type]()
        running.throttle.pause(message.type === 'pause' ? { reason: 'user' } : undefined)
        return
      case 'request':
        void answer(message)
    }
  })

  async function answer(message: RequestMessage): Promise<void> {
    const { id } = message
    if (!environment || running) {
      const why = environment ? 'The engine serves one call at a time.' : 'The engine was called before it was set up.'
      respond(id, { ok: false, failure: new HiveError('HM-INTERNAL', why).toFailure() })
      return
    }
    const started = performance.now()
    const control = createControl()
    const throttle = new ProgressThrottle((event) => port.send({ type: 'event', id, event }))
    running = { id, control, throttle }
    const helper = startHelper?.()
    let outcome: ResponseMessage['outcome']
    try {
      const engine = createEngine({
        environment,
        emit: (event) => throttle.push(event),
        signal: control.signal,
        ...(helper ? { helper } : {}),
      })
      const value = await invoke(engine, message)
      outcome = { ok: true, value }
      noteEnd(environment, message.method, started, value)
    } catch (error) {
      outcome = { ok: false, failure: toFailure(error) }
      noteFailure(environment, message.method, started, error, outcome.failure)
    }
    await helper?.close()
    throttle.flush()
    running = null
    respond(id, outcome)
  }

  function respond(id: number, outcome: ResponseMessage['outcome']): void {
    port.send({ type: 'response', id, outcome })
  }
}

function invoke<M extends EngineMethod>(engine: EngineApi, message: RequestMessage<M>): Promise<EngineResponse<M>> {
  // The protocol ties method and request together; TypeScript cannot follow that through an index.
  const method = engine[message.method] as (request: EngineRequest<M>) => Promise<EngineResponse<M>>
  return method.call(engine, message.request)
}
