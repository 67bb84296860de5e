/** Enter presses the page's primary button, Escape the one that leaves it, unless the key means something where it is. */
export function pressedKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat || event.isComposing || document.querySelector('dialog[open]')) return
  const mark = event.key === 'Enter' && !takesEnter(event.target) ? 'primary' : event.key === 'Escape' ? 'escape' : null
  if (mark) document.querySelector<HTMLButtonElement>(`[data-${mark}]:not(:disabled)`)?.click()
}

function takesEnter(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, summary, textarea, select') !== null
}
