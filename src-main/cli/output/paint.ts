type Style = (text: string) => string

/** Colour and weight on a terminal, and nothing elsewhere. */
export type Paint = {
  bold: Style
  soft: Style
  good: Style
  warn: Style
  bad: Style
  honey: Style
}

/** Whether a stream may carry colour: a terminal that knows colour, and nobody who said no (no-color.org). */
export function colorWanted(stream: { isTTY?: boolean }, env: Record<string, string | undefined>): boolean {
  return stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb'
}

/** A Paint that colours, or one that leaves every text as it is. */
export function createPaint(color: boolean): Paint {
  const style = (on: number, off: number) => (text: string) => (color ? `\u001b[${on}m${text}\u001b[${off}m` : text)
  return {
    bold: style(1, 22),
    soft: style(2, 22),
    good: style(32, 39),
    warn: style(33, 39),
    bad: style(31, 39),
    honey: style(33, 39),
  }
}
