/** `protocol` and `session`: every request of a page comes here, and none leaves the machine unless main lets it. */

const schemes = new Map()
let beforeRequest = null

export const protocol = {
  // Here every scheme has an origin and is secure (addresses.mjs).
  registerSchemesAsPrivileged: () => undefined,
  handle: (scheme, handler) => void schemes.set(scheme, handler),
}

export const session = {
  defaultSession: {
    /** True once main has said who decides; page.mjs then has Chromium deny all. Nothing is granted on this host. */
    deniesPermissions: false,
    setPermissionRequestHandler() {
      this.deniesPermissions = true
    },
    setPermissionCheckHandler() {
      this.deniesPermissions = true
    },
    webRequest: { onBeforeRequest: (listener) => void (beforeRequest = listener) },
  },
}

/** True when main's `onBeforeRequest` cancels the request. */
export function isCancelled(url) {
  if (!beforeRequest) return Promise.resolve(false)
  return new Promise((resolve) => beforeRequest({ url }, (answer) => resolve(answer.cancel === true)))
}

/** The answer of the scheme's handler, as Playwright fulfils a route; null for a scheme without one. */
export async function answerOf(url, request) {
  const handler = schemes.get(new URL(url).protocol.slice(0, -1))
  if (!handler) return null
  const response = await handler(new Request(url, { method: request.method(), headers: request.headers() }))
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  }
}
