const settled = new WeakSet<HTMLDetailsElement>()

/**
 * Whether a `details` is open when it appears; from then on that is the person's affair. As an attribute, `open` would be
 * set again with every word that changes around it, and close what somebody reads.
 */
export const openAtFirst = (open: boolean) => (details: HTMLDetailsElement) => {
  if (settled.has(details)) return
  settled.add(details)
  details.open = open
}
