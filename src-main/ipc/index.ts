import { appHandlers } from './app.js'
import { backupsHandlers } from './backups.js'
import { detectHandlers } from './detect.js'
import { dialogHandlers } from './dialog.js'
import type { Handlers, IpcContext } from './handlers.js'
import { lookHandlers } from './look.js'
import { migrationHandlers } from './migration.js'
import { planHandlers } from './plan.js'
import { preferencesHandlers } from './preferences.js'
import { sampleHandlers } from './sample.js'
import { settingsHandlers } from './settings.js'
import { shellHandlers } from './shell.js'
import { statusHandlers } from './status.js'
import { trialsHandlers } from './trials.js'

export type { OperationState } from '../../src-preload/contract.js'
export type { Desktop, IpcContext, PreferencesStore } from './handlers.js'
export { OperationCoordinator } from './operation.js'
export { PickedFolders } from './picked-folders.js'
export { appOrigin, IpcRegistry, type Sender } from './registry.js'

/** Every handler of the contract; a channel without one does not compile. */
export function createHandlers(context: IpcContext): Handlers {
  return {
    ...appHandlers(context),
    ...detectHandlers(context),
    ...planHandlers(context),
    ...migrationHandlers(context),
    ...backupsHandlers(context),
    ...lookHandlers(context),
    ...statusHandlers(context),
    ...trialsHandlers(context),
    ...sampleHandlers(context),
    ...dialogHandlers(context),
    ...shellHandlers(context),
    ...preferencesHandlers(context),
    ...settingsHandlers(context),
  }
}
