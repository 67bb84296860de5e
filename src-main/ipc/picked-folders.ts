import { HiveError } from '../engine/errors.js'

/**
 * The folders that the person chose for backups in main's own dialog. The page names one of them again when it asks for a
 * plan or a migration; another one it cannot name, so it cannot make the app write where nobody asked it to.
 */
export class PickedFolders {
  readonly #paths = new Set<string>()

  add(path: string): void {
    this.#paths.add(path)
  }

  /** Throws HM-USAGE for a folder that was not chosen. */
  assert(path: string | undefined): void {
    if (path === undefined || this.#paths.has(path)) return
    throw new HiveError('HM-USAGE', 'A backup goes only to a folder that was chosen in the dialog.', {
      fix: 'Choose the folder again on the Plan page.',
    })
  }
}
