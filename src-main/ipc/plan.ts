import type { Handlers, IpcContext } from './handlers.js'

export function planHandlers({
  queries,
  backupFolders,
}: IpcContext): Pick<Handlers, 'plan.preview' | 'plan.preflight'> {
  return {
    'plan.preview': ({ from, to, type, salvage }) => queries.call('preview', { from, to, type, salvage }),
    'plan.preflight': ({ from, to, type, salvage, backupDir }) => {
      backupFolders.assert(backupDir)
      return queries.call('preflight', { from, to, type, salvage, ...(backupDir !== undefined && { backupDir }) })
    },
  }
}
