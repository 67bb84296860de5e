import { app, session } from 'electron'
import { isAppUrl } from './protocol.js'

/**
 * Denies every page all that ours does not need: permissions, other addresses (a page talks to no network), other
 * windows, web views. Items of Electron's security checklist; ours is the only page, this holds if it is ever not.
 */
export function denyByDefault(): void {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event) => {
      if (!isAppUrl(event.url)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** The part that needs a session, so the app must be ready. */
export function denyInSession(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  defaultSession.setPermissionCheckHandler(() => false)
  defaultSession.webRequest.onBeforeRequest((details, answer) => {
    // Developer tools are a page of their own; they can be opened only in a checkout (menu.ts).
    const tools = !app.isPackaged && details.url.startsWith('devtools:')
    answer({ cancel: !tools && !isAppUrl(details.url) })
  })
}
