/**
 * Opens one of the platform's modal dialogs (focus stays inside, Escape closes). Answers what gives the focus back to where
 * it was, for the time when the dialog goes.
 */
export function openModal(dialog: HTMLDialogElement): () => void {
  const before = document.activeElement
  dialog.showModal()
  return () => {
    if (before instanceof HTMLElement) before.focus()
  }
}
