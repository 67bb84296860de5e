import type { Handlers, IpcContext } from './handlers.js'

export function appHandlers({ info }: IpcContext): Pick<Handlers, 'app.info'> {
  return { 'app.info': () => info }
}
