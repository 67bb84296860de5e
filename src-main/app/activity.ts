import { powerSaveBlocker, type BrowserWindow } from 'electron'
import type { OperationState } from '../ipc/index.js'

/** Tells the system of a running operation: the taskbar shows how far it is, and the machine does not fall asleep. */
export class SystemActivity {
  #blocker: number | null = null

  show(state: OperationState, window: BrowserWindow | null): void {
    const running = state.kind === 'running'
    if (running) this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    else this.#release()
    const mode = running && state.progress?.paused ? 'paused' : 'normal'
    // Below 0 the bar goes away.
    window?.setProgressBar(running ? (state.progress?.fraction ?? 0) : -1, { mode })
  }

  #release(): void {
    if (this.#blocker !== null) powerSaveBlocker.stop(this.#blocker)
    this.#blocker = null
  }
}
