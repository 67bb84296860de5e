import { app, dialog, type BrowserWindow } from 'electron'
import type { OperationName } from '../../src-preload/contract.js'
import type { OperationCoordinator } from '../ipc/index.js'

const trial = 'It works on a private copy, which is removed. Nothing of yours is changed by stopping it.'
const words: Record<OperationName, { message: string; detail: string }> = {
  migrate: {
    message: 'The migration is still running',
    detail: 'If you cancel it, your old data stays as it is and nothing is installed. What is done so far is kept.',
  },
  rollback: {
    message: 'The rollback is still running',
    detail: 'If you cancel it, nothing is lost: the backup stays, and you can roll back again.',
  },
  test: { message: 'The live test is still running', detail: trial },
  benchmark: { message: 'The benchmark is still running', detail: trial },
  optimize: { message: 'The search for better settings is still running', detail: trial },
}

/** Asks before an operation is cut off by closing the window or quitting; the safe answer is the default. */
export class QuitGuard {
  readonly #operation: OperationCoordinator
  #asking = false

  constructor(operation: OperationCoordinator) {
    this.#operation = operation
  }

  /** Guards the window's closing and, as long as it is there, the app's quitting. */
  watch(window: BrowserWindow): void {
    const hold = (event: { preventDefault(): void }) => {
      if (!this.#operation.running) return
      event.preventDefault()
      void this.#ask(window)
    }
    window.on('close', hold)
    app.on('before-quit', hold)
    window.on('closed', () => app.off('before-quit', hold))
  }

  async #ask(window: BrowserWindow): Promise<void> {
    const { state } = this.#operation
    if (this.#asking || state.kind !== 'running') return
    this.#asking = true
    try {
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        ...words[state.operation],
        buttons: ['Keep going', 'Cancel and quit'],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      })
      if (response !== 1) return
      // False in the short moment of the swap, which ends by itself.
      this.#operation.cancel()
      await this.#operation.settled
    } finally {
      this.#asking = false
    }
    app.quit()
  }
}
