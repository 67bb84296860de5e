import type { Handlers, IpcContext } from './handlers.js'

export function dialogHandlers({ desktop }: IpcContext): Pick<Handlers, 'dialog.pickSource'> {
  return { 'dialog.pickSource': async ({ kind }) => ({ path: await desktop.pick(kind) }) }
}
