import type { Handlers, IpcContext } from './handlers.js'

export function planHandlers({
  queries,
  backupFolders,
}: IpcContext): Pick<Handlers, 'plan.preview' | 'plan.preflight'> {
  return {
    'plan.preview': ({ from, to, type, stage, salvage }) => {
      return queries.call('preview', { from, to, type, ...(stage && { stage }), salvage })
    },
    'plan.preflight': ({ from, to, type, stage, salvage, backupDir }) => {
      backupFolders.assert(backupDir)
      return queries.call('preflight', {
        ...{ from, to, type, salvage },
        ...(stage && { stage }),
        ...(backupDir !== undefined && { backupDir }),
      })
    },
  }
}
