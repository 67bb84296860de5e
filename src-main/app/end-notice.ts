import { Notification, type BrowserWindow } from 'electron'
import type { TrialName } from '../../src-preload/contract.js'
import type { OperationState } from '../ipc/index.js'

/** Says by the system's notification that an operation has ended, to somebody who is looking at something else. */
export class EndNotice {
  #running = false
  /** Kept, because the system's click comes to an object that must still be there. */
  #shown: Notification | null = null

  /** To be called with every state of the operation; a click brings the window to the front. */
  hear(state: OperationState, window: BrowserWindow | null): void {
    const ended = this.#running && state.kind !== 'running'
    this.#running = state.kind === 'running'
    if (state.kind === 'running') this.#shown?.close()
    const words = ended ? wordsOf(state) : null
    if (!words || !window || window.isDestroyed() || window.isFocused() || !Notification.isSupported()) return
    const notification = new Notification(words)
    notification.on('click', () => {
      if (window.isDestroyed()) return
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    })
    notification.show()
    this.#shown = notification
  }
}

const triedTitles: Record<TrialName, string> = {
  test: 'The live test has ended',
  benchmark: 'The benchmark has ended',
  optimize: 'The search for better settings has ended',
}

/** Nothing of a cancellation: the person who cancelled knows. No figures or paths: others may see the screen. */
function wordsOf(state: OperationState): { title: string; body: string } | null {
  switch (state.kind) {
    case 'migrated':
      return state.result.status === 'nothing-to-do'
        ? { title: 'Nothing was needed', body: 'The new Hive already had everything.' }
        : { title: 'The migration is complete', body: 'Every value was compared. You can go back at any time.' }
    case 'rolled-back':
      return { title: 'The rollback is complete', body: 'Everything is back as it was.' }
    case 'tried':
      return { title: triedTitles[state.operation], body: 'The window shows what came of it.' }
    case 'failed':
      return state.failure.code === 'HM-CANCELLED' ? null : { title: state.failure.title, body: state.failure.safe }
    default:
      return null
  }
}
