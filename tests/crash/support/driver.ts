/** A process that does one job and dies in it: says every place it passes, a line each, and last what came of it. */
import { writeSync } from 'node:fs'
import { perform, type Order } from './perform.js'

/** Writes at once, also when the reader is slow: what is only buffered dies with this process. */
function say(line: string): void {
  const bytes = Buffer.from(`${line}\n`)
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(1, bytes, written)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    }
  }
}

const order = JSON.parse(process.argv[2] ?? '') as Order
const performed = await perform(order, (point) => {
  say(point)
})
say(`=${JSON.stringify(performed)}`)
