/** Copies text. The asynchronous clipboard needs a permission that the window may not have; a selection needs none. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.className = 'visually-hidden'
    document.body.append(area)
    area.select()
    // Deprecated, and still the only way without the permission.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const copied = document.execCommand('copy')
    area.remove()
    return copied
  }
}
