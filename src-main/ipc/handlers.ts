import type { AppInfo, Channel, ParsedRequestOf, Preferences, ResponseOf } from '../../src-preload/contract.js'
import type { EngineClient } from '../engine-process/client.js'
import type { OperationCoordinator } from './operation.js'
import type { PickedFolders } from './picked-folders.js'

/** A handler per channel; requests arrive parsed by the contract's schema. What it throws crosses as a Failure. */
export type Handlers = { [C in Channel]: (request: ParsedRequestOf<C>) => ResponseOf<C> | Promise<ResponseOf<C>> }

/** The engine for questions; operations have one of their own (operation.ts), so questions are answered meanwhile. */
export type EngineQueries = Pick<EngineClient, 'call'>

/** What handlers need of the desktop. `app` gives it, so that nothing here knows Electron. */
export type Desktop = {
  /** Asks the person for a folder or a file; null when they changed their mind. */
  pick(kind: 'folder' | 'file' | 'backup-folder' | 'copy-folder'): Promise<string | null>
  /** Shows a file or folder in the system's file manager. */
  reveal(path: string): void
  /** Opens a file with the program that the person uses for it; answers whether that worked. */
  open(path: string): Promise<boolean>
}

export type PreferencesStore = {
  get(): Preferences
  /** What is left out stays as it is. */
  set(wanted: Partial<Preferences>): void
}

/** Everything that the handlers work with. */
export type IpcContext = {
  info: AppInfo
  stateHome: string
  queries: EngineQueries
  operation: OperationCoordinator
  desktop: Desktop
  preferences: PreferencesStore
  /** What the person chose for backups since the app was started. */
  backupFolders: PickedFolders
}
