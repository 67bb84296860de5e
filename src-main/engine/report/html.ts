/**
 * HTML that is safe by construction: the `html` tag escapes every value that is not itself made by `html`.
 * A report shows text from other people's databases, and opens as a local file: nothing of it may become markup.
 */
import type { Part } from '../../words/message.js'

/** Markup made by `html`; the only thing that is not escaped again. */
export class Markup {
  constructor(readonly text: string) {}
}

export type HtmlValue = string | number | Markup | HtmlValue[] | null | undefined

/** Builds markup; strings and numbers are escaped, null and undefined vanish, lists are joined. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Markup {
  let text = strings[0] ?? ''
  values.forEach((value, index) => {
    text += render(value) + (strings[index + 1] ?? '')
  })
  return new Markup(text)
}

/** Escapes text for element content and quoted attributes; control characters show as U+FFFD, as a browser cannot. */
function escapeHtml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '\ufffd') // eslint-disable-line no-control-regex
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
    .replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** A path or a long key: set in the code font, breaking after its separators rather than inside a word. */
export function path(text: string): Markup {
  return html`<span class="path">${breakable(text, /(?<=[/\\.:_-])/)}</span>`
}

/** A name, which breaks between a table and its column rather than inside either. */
export const name = (text: string): HtmlValue => breakable(text, /(?<=\.)/)

const breakable = (text: string, after: RegExp): HtmlValue =>
  text.split(after).map((piece, index) => (index === 0 ? piece : html`<wbr />${piece}`))

/** A text of the catalogue with its marked parts (`<...>`) shown as `show` makes them. */
export const marked = (parts: Part[], show: (text: string) => Markup): HtmlValue =>
  parts.map((part) => (part.marked ? show(part.text) : part.text))

function render(value: HtmlValue): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Markup) return value.text
  if (Array.isArray(value)) return value.map(render).join('')
  return escapeHtml(String(value))
}
