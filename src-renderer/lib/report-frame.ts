/** Dresses a frame that has loaded; `close` is what Escape does in it, as everywhere in a dialog. */
export function dressReport(frame: HTMLIFrameElement, style: string, close: () => void): void {
  const { contentDocument, contentWindow } = frame
  if (!contentDocument || !contentWindow) return
  const sheet = new (contentWindow as Window & typeof globalThis).CSSStyleSheet()
  sheet.replaceSync(style)
  contentDocument.adoptedStyleSheets = [sheet]
  for (const bar of contentDocument.querySelectorAll<HTMLElement>('[data-style]')) {
    bar.style.cssText = bar.dataset['style'] ?? ''
  }
  contentDocument.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close()
  })
  // The arrow keys read on.
  frame.focus()
}
