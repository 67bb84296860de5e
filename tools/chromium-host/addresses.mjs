/**
 * Chromium knows no `app:` scheme and aborts on the way to it. So the page is served under an https origin that exists
 * nowhere, one per scheme and host; everything above this file sees the app's own addresses.
 */
const suffix = '.chromium-host.invalid'

/** `app://hive/x` as Chromium gets it: `https://hive.app.chromium-host.invalid/x`. */
export function toInternal(address) {
  const [, scheme, host, rest] = /^([a-z][a-z0-9]*):\/\/([^/?#]*)(.*)$/i.exec(address) ?? []
  if (!scheme || ['http', 'https', 'file'].includes(scheme)) return address
  return `https://${host}.${scheme}${suffix}${rest}`
}

/** The app's own address of what Chromium asks for; other addresses as they are. */
export function toExternal(address) {
  const url = URL.parse(address)
  if (url?.protocol !== 'https:' || !url.hostname.endsWith(suffix)) return address
  const [, host, scheme] = /^(.*)\.([a-z0-9]+)$/.exec(url.hostname.slice(0, -suffix.length)) ?? []
  return scheme ? `${scheme}://${host}${url.pathname}${url.search}${url.hash}` : address
}
