import { protocol } from 'electron'
import { appOrigin } from '../ipc/index.js'
import { rendererResponse } from './renderer-files.js'

const { protocol: scheme, host } = new URL(appOrigin)

/** The address of our one page. */
export const pageUrl = `${appOrigin}/index.html`

/** True for addresses of our own origin. (`URL.origin` is "null" for a scheme of one's own.) */
export function isAppUrl(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && url.protocol === scheme && url.host === host
}

/** Makes `app:` a scheme with an origin, as https is, so that the page has one of its own. Before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: scheme.slice(0, -1), privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built renderer under `app://`, rather than from file://, which would let a page read the disk. */
export function serveRenderer(root: string): void {
  protocol.handle(scheme.slice(0, -1), (request) => rendererResponse(root, host, request))
}
