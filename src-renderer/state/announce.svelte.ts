/** What readers by ear are told. Polite waits its turn; assertive is for failures only. */
class Announcer {
  polite = $state('')
  assertive = $state('')

  #cleared: ReturnType<typeof setTimeout> | undefined

  /** Said once: what stays on the page would be read again by whoever goes through it. */
  say(text: string): void {
    clearTimeout(this.#cleared)
    this.polite = text
    this.#cleared = setTimeout(() => {
      this.polite = ''
    }, 5000)
  }

  alert(text: string): void {
    this.assertive = text
  }
}

export const announcer = new Announcer()
