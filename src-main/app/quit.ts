import { app, dialog, type BrowserWindow } from 'electron'
import type { OperationCoordinator } from '../ipc/index.js'
import type { AppTexts } from './texts/index.js'

/** Asks before an operation is cut off by closing the window or quitting; the safe answer is the default. */
export class QuitGuard {
  readonly #operation: OperationCoordinator
  readonly #texts: AppTexts
  #asking = false

  constructor(operation: OperationCoordinator, texts: AppTexts) {
    this.#operation = operation
    this.#texts = texts
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
    const { t } = this.#texts
    try {
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        message: t(`quit.${state.operation}`),
        detail: t(`quit.${state.operation}Detail`),
        buttons: [t('quit.keepGoing'), t('quit.cancelAndQuit')],
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
