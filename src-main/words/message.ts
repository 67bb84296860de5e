/** What a message of a catalogue is, and what it asks for: `{name}` is a place for a value, `<...>` a part to be marked. */

/** Says how many: which form is used depends on `n` (Intl.PluralRules). */
export type Plural = { readonly one: string; readonly other: string }
export type Message = string | Plural

/** The same keys in another language, and a plural wherever the original has one: a missing key is a type error. */
export type Translation<T> = { readonly [K in keyof T]: T[K] extends string ? string : Plural }

type Places<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Places<Rest> : never
type Texts<M> = M extends string ? M : M extends Plural ? M['one'] | M['other'] : never
type Counted<M> = M extends Plural ? 'n' : never

/** What a message must be given, by the places in its English text; `n` is a number. */
export type ArgsOf<M> = { [K in Places<Texts<M>> | Counted<M>]: K extends 'n' ? number : string | number }

/** A text, or a part of one that the page shows in its own way (a path, a code, bold). */
export type Part = { text: string; marked: boolean }
export type Values = Readonly<Record<string, string | number>>

/** Splits at `<...>` before the places are filled: nothing in a value is ever taken for a mark. */
export function partsOf(text: string, fill: (text: string) => string): Part[] {
  return text
    .split(/<([^<>]*)>/)
    .map((part, index): Part => ({ text: fill(part), marked: index % 2 === 1 }))
    .filter((part) => part.text !== '')
}

/** Puts the values into their places; a number is written as `write` says. */
export function fill(text: string, values: Values, write: (value: number) => string): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined) return place
    return typeof value === 'number' ? write(value) : value
  })
}
