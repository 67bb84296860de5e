import { Notification, type BrowserWindow } from 'electron'
import type { OperationState } from '../ipc/index.js'
import { failureWordsIn } from '../words/engine.js'
import type { AppTexts } from './texts/index.js'

/** Says by the system's notification that an operation has ended, to somebody who is looking at something else. */
export class EndNotice {
  readonly #texts: AppTexts
  #running = false
  /** Kept, because the system's click comes to an object that must still be there. */
  #shown: Notification | null = null

  constructor(texts: AppTexts) {
    this.#texts = texts
  }

  /** To be called with every state of the operation; a click brings the window to the front. */
  hear(state: OperationState, window: BrowserWindow | null): void {
    const ended = this.#running && state.kind !== 'running'
    this.#running = state.kind === 'running'
    if (state.kind === 'running') this.#shown?.close()
    const words = ended ? wordsOf(this.#texts, state) : null
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

/** Nothing of a cancellation: the person who cancelled knows. No figures or paths: others may see the screen. */
function wordsOf({ t, spoken }: AppTexts, state: OperationState): { title: string; body: string } | null {
  switch (state.kind) {
    case 'migrated':
      return state.result.status === 'nothing-to-do'
        ? { title: t('notice.nothing'), body: t('notice.nothingBody') }
        : { title: t('notice.migrated'), body: t('notice.migratedBody') }
    case 'rolled-back':
      return { title: t('notice.rolledBack'), body: t('notice.rolledBackBody') }
    case 'tried':
      return { title: t(`notice.${state.operation}`), body: t('notice.triedBody') }
    case 'failed': {
      const { code, title, safe } = state.failure
      if (code === 'HM-CANCELLED') return null
      const words = failureWordsIn(spoken.language, code)
      return { title: words?.title ?? title, body: words?.safe ?? safe }
    }
    default:
      return null
  }
}
