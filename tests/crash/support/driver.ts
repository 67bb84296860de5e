/** A process that does one job and dies in it: says every place it passes, a line each, and last what came of it. */
import { writeSync } from 'node:fs'
import { perform, type Order } from './perform.js'

const order = JSON.parse(process.argv[2] ?? '') as Order
const performed = await perform(order, (point) => {
  writeSync(1, `${point}\n`)
})
writeSync(1, `=${JSON.stringify(performed)}\n`)
