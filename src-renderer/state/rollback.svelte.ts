import type { BackupInfo } from '../../src-preload/contract.js'

/** The one confirmation before a rollback, wherever it is asked for. */
class RollbackPrompt {
  backup = $state.raw<BackupInfo | null>(null)

  ask(backup: BackupInfo): void {
    this.backup = backup
  }

  close(): void {
    this.backup = null
  }
}

export const rollbackPrompt = new RollbackPrompt()

/** Whether the person is asked if an interrupted migration is to be taken back. */
class UndoPrompt {
  open = $state(false)
}

export const undoPrompt = new UndoPrompt()
