import type { Handlers, IpcContext } from './handlers.js'

type Channels = 'trials.test' | 'trials.benchmark' | 'trials.optimize' | 'trials.last' | 'tuning.get'

/** Minutes that a live test may take; the command line's own default. */
const timeoutMinutes = 10

export function trialsHandlers({ operation, queries }: IpcContext): Pick<Handlers, Channels> {
  return {
    'trials.test': ({ from, size }) => {
      operation.test({ from, size, timeoutMinutes, profile: false })
      return { started: true }
    },
    'trials.benchmark': ({ from }) => {
      operation.benchmark({ from, parallel: false })
      return { started: true }
    },
    'trials.optimize': ({ from }) => {
      operation.optimize({ from, maxPerformance: false })
      return { started: true }
    },
    'trials.last': () => operation.lastTrials,
    'tuning.get': () => queries.call('tuning', {}),
  }
}
