import { EventEmitter } from 'node:events'

/** Emits an event whose first argument can be prevented; answers whether a listener did. */
export function emitPreventable(emitter, name, fields = {}, ...more) {
  const event = {
    ...fields,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
  }
  emitter.emit(name, event, ...more)
  return event.defaultPrevented
}

export { EventEmitter }
