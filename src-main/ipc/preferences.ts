import type { Handlers, IpcContext } from './handlers.js'

type Channels = 'preferences.get' | 'preferences.set'

export function preferencesHandlers({ preferences }: IpcContext): Pick<Handlers, Channels> {
  return {
    'preferences.get': () => preferences.get(),
    'preferences.set': (wanted) => {
      preferences.set(wanted)
      return preferences.get()
    },
  }
}
