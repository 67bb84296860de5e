/**
 * Values cross between main and page as Electron's would: by structured clone, which refuses functions. The way between is
 * JSON, which would silently lose more (a Map becomes {}, a Date a string); such values are refused, so that nobody builds
 * on what works on one host only. The function is used in the page, too, as text: it must not refer to anything outside.
 */
export function encode(value) {
  const refuseLoss = (key, item, holder) => {
    const original = holder[key]
    const plain =
      original === null ||
      typeof original !== 'object' ||
      Array.isArray(original) ||
      Object.getPrototypeOf(original) === Object.prototype
    if (typeof original === 'bigint' || !plain) throw new TypeError(`Not JSON-safe: ${String(key) || 'the value'}`)
    return item
  }
  return JSON.stringify(structuredClone(value), function (key, item) {
    return refuseLoss(key, item, this)
  })
}

export const decode = (text) => (text === undefined ? undefined : JSON.parse(text))
