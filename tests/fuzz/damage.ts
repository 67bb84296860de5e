/** Damage that can be repeated: a number gives a case, always the same one. */
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { Chance } from '../crash/support/random.js'
import { pageKinds, type PageKind } from './pages.js'
import type { Sample } from './samples.js'

/** What is damaged: a page of a kind, the whole file, or a file beside it. */
export type Place = PageKind | 'file' | '-wal' | '-journal'
export type Way = 'flip' | 'flips' | 'zero' | 'noise' | 'splice' | 'truncate'
export type Case = { number: number; sample: Sample['name']; place: Place; way: Way; what: string }

const pageWays: Way[] = ['flip', 'flips', 'zero', 'noise', 'splice']
const fileWays: Way[] = ['flip', 'flips', 'truncate', 'noise']

/** Every place with every way that fits it, in turn: so that any stretch of numbers meets all of them. */
const turns: [Place, Way][] = [
  ...pageKinds.flatMap((kind) => pageWays.map((way): [Place, Way] => [kind, way])),
  ...(['file', '-wal', '-journal'] as const).flatMap((place) => fileWays.map((way): [Place, Way] => [place, way])),
]

/** Steps through the turns by a number that has no factor in common with theirs: a short stretch is mixed, too. */
const stride = 23

/** The case of a number, and on which sample it is played. */
export function planCase(number: number, seed: number): { place: Place; way: Way; chance: Chance } {
  const [place, way] = turns[(number * stride) % turns.length]!
  return { place, way, chance: new Chance(seed * 100_003 + number) }
}

/** Damages the files at `database`; answers what was done, in words. */
export function damage(database: string, sample: Sample, place: Place, way: Way, chance: Chance): string {
  if (place === 'file' || place === '-wal' || place === '-journal') {
    const path = place === 'file' ? database : database + place
    if (!existsSync(path)) throw new Error(`The sample ${sample.name} has no ${place}`)
    return damageRange(path, 0, readFileSync(path).length, way, chance)
  }
  const { size, of } = sample.pages
  const page = chance.pick(of[place])
  const start = (page - 1) * size
  if (way === 'splice') {
    const bytes = readFileSync(database)
    const other = chance.below(Math.floor(bytes.length / size))
    bytes.copy(bytes, start, other * size, other * size + size)
    writeFileSync(database, bytes)
    return `page ${page} holds page ${other + 1}`
  }
  return `page ${page}: ${damageRange(database, start, start + size, way, chance)}`
}

function damageRange(path: string, start: number, end: number, way: Way, chance: Chance): string {
  const bytes = readFileSync(path)
  if (way === 'truncate') {
    const length = chance.below(end)
    truncateSync(path, length)
    return `cut to ${length} of ${end} bytes`
  }
  // Half of the flips hit the head of the range, where structure is rather than text.
  const spot = () => start + chance.below(chance.below(2) === 0 ? Math.min(120, end - start) : end - start)
  const flips = way === 'flip' ? 1 : way === 'flips' ? 2 + chance.below(30) : 0
  const spots = Array.from({ length: flips }, spot)
  for (const at of spots) bytes[at]! ^= 1 << chance.below(8)
  if (way === 'zero') bytes.fill(0, start, end)
  if (way === 'noise') {
    const from = spot()
    for (let at = from; at < Math.min(end, from + 200); at++) bytes[at] = chance.below(256)
  }
  writeFileSync(path, bytes)
  return flips > 0 ? `${flips} bits flipped, the first in byte ${spots[0]!}` : way
}
