import type { Random } from './random.js'
import { awkward, questionEndings, sentences, type Topic } from './vocabulary.js'

export type Text = { text: string; words: number }

const textOf = (text: string): Text => ({ text, words: text.split(/\s+/).filter(Boolean).length })

/** Half a sentence: an answer stops as near to its size as whole sentences allow. */
const HALF_SENTENCE = 42

/** Writes answers on topics out of a pool of ready sentences: putting 300 MB together takes seconds, not minutes. */
export class Writer {
  readonly #pools = new Map<Topic, [Text, ...Text[]]>()
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  question(topic: Topic): string {
    const question = this.#random.pick(topic.questions)
    if (this.#random.chance(0.04)) return `${question}\n\n${this.#random.pick(awkward)}`
    if (this.#random.chance(0.3)) return question
    return `${question} ${this.#random.pick(questionEndings).replace('{keyword}', this.#random.pick(topic.keywords))}`
  }

  /** About `size` characters on a topic, in paragraphs, now and then with a list or a piece of code; a sentence at least. */
  answer(topic: Topic, size: number): Text {
    const pool = this.#pool(topic)
    const parts: string[] = []
    let length = 0
    let words = 0
    while (length === 0 || length + HALF_SENTENCE < size) {
      const piece = this.#random.pick(pool)
      const gap = length === 0 ? '' : this.#random.chance(0.2) ? '\n\n' : ' '
      parts.push(gap, piece.text)
      length += gap.length + piece.text.length
      words += piece.words
    }
    return { text: parts.join(''), words }
  }

  /** One awkward sentence, or an extremely short answer. */
  oddity(): Text {
    return textOf(
      this.#random.chance(0.5) ? this.#random.pick(awkward) : this.#random.pick(['Yes.', 'No', '42', 'ok 👍']),
    )
  }

  #pool(topic: Topic): [Text, ...Text[]] {
    const known = this.#pools.get(topic)
    if (known) return known
    const filled = topic.keywords.flatMap((keyword) =>
      sentences.map((sentence) => textOf(sentence.replaceAll('{keyword}', keyword).replaceAll('{topic}', topic.name))),
    )
    const list = `\n\n${topic.keywords.map((keyword, index) => `${index + 1}. Check the ${keyword}.`).join('\n')}\n\n`
    const code = `\n\n\`\`\`\n${topic.snippet}\n\`\`\`\n\n`
    const pool: [Text, ...Text[]] = [textOf(`Here is how I would approach this in ${topic.name}.`), ...filled]
    for (const special of [list, code, code, ...awkward]) pool.push(textOf(special))
    this.#pools.set(topic, pool)
    return pool
  }
}
