/** What readers by ear are told. Polite waits its turn; assertive is for failures only. */
class Announcer {
  polite = $state('')
  assertive = $state('')

  say(text: string): void {
    this.polite = text
  }

  alert(text: string): void {
    this.assertive = text
  }
}

export const announcer = new Announcer()
