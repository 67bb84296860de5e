/** `npm run fuzz`: plays damaged sources and prints (and, asked for it, writes) what came of them. */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { playCases } from './campaign.js'
import { summarise } from './summary.js'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '500' },
    first: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    verbose: { type: 'boolean', default: false },
    write: { type: 'string' },
  },
})
const [count, first, seed, workers] = [values.count, values.first, values.seed, values.workers].map(Number) as [
  number,
  number,
  number,
  number,
]
let done = 0
const played = await playCases({
  ...{ first, count, seed, workers, limitMs: 60_000 },
  onCase: (each) => {
    done++
    const { number, place, way, what, quick, salvage, violations } = each
    const line = `#${number} ${place}, ${way} (${what}): ${quick}${salvage ? `, salvage ${salvage}` : ''}`
    if (values.verbose || violations.length > 0) console.log([line, ...violations].join('\n    '))
    else if (done % 50 === 0) console.log(`${done} of ${count}`)
  },
})
const summary = summarise(played, seed)
console.log(summary)
if (values.write !== undefined) {
  const marks = ['<!-- counts -->', '<!-- end of counts -->'] as const
  const page = readFileSync(values.write, 'utf8')
  const [before, rest] = page.split(marks[0])
  const after = rest?.split(marks[1])[1]
  if (before === undefined || after === undefined) throw new Error(`${values.write} has no place for the counts`)
  writeFileSync(values.write, `${before}${marks[0]}\n\n${summary}\n${marks[1]}${after}`)
}
process.exitCode = played.some(({ violations }) => violations.length > 0) ? 1 : 0
