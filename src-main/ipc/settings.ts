import type { Handlers, IpcContext } from './handlers.js'

type Channels = 'settings.get' | 'settings.set'

export function settingsHandlers({ queries }: IpcContext): Pick<Handlers, Channels> {
  return {
    'settings.get': () => queries.call('settings', {}),
    'settings.set': (settings) => queries.call('changeSettings', settings),
  }
}
