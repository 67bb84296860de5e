/** Plays a case: damages a copy of a sample, lets the engine at it, and says every promise that was broken. */
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { failureCodes } from '../../src-main/engine/errors.js'
import { lostCells } from '../support/account-for.js'
import { snapshot } from '../support/engine.js'
import { privateCopy } from '../support/old-database.js'
import { damage, planCase, type Place, type Way } from './damage.js'
import type { Worker, Death } from './process.js'
import { collectReadable } from './readable.js'
import { databaseName, sampleFor, type Sample } from './samples.js'
import type { Done, Job } from './worker.js'

export type Played = {
  number: number
  place: Place
  way: Way
  what: string
  /** `migrated`, or the code that each answered; null where it was not asked. */
  quick: string
  salvage: string | null
  /** Rows that could be read of a damaged source, and arrived. */
  readable: number
  violations: string[]
}

/** Codes that say what is wrong with a source. Others would blame the engine, or send a person elsewhere. */
const ofSource = new Set(failureCodes.filter((code) => code.startsWith('HM-SOURCE-')))

type Scene = { root: string; home: string; source: string; target: string; before: Record<string, string> }

/** Plays the case of a number; `salvages` says whether what is damaged is salvaged, too. */
export async function play(
  number: number,
  seed: number,
  samples: Record<Sample['name'], Sample>,
  worker: Worker,
  salvages: boolean,
): Promise<Played> {
  const { place, way, chance } = planCase(number, seed)
  const sample = samples[sampleFor(place)]
  const root = mkdtempSync(join(tmpdir(), 'hive-fuzz-'))
  try {
    const home = join(root, 'home')
    cpSync(sample.home, home, { recursive: true, preserveTimestamps: true })
    mkdirSync(join(root, 'tmp'))
    const source = join(home, databaseName)
    const what = damage(source, sample, place, way, chance)
    const scene: Scene = { root, home, source, target: join(home, '.hive', 'hive-ai.db'), before: snapshot(home) }
    const played: Played = { number, place, way, what, quick: '', salvage: null, readable: 0, violations: [] }
    await perform(scene, sample, worker, salvages, played)
    return played
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

async function perform(scene: Scene, sample: Sample, worker: Worker, salvages: boolean, played: Played): Promise<void> {
  const { root } = scene
  const job = (action: Job['action']) => worker.play({ root, action })
  const broken = (text: string) => played.violations.push(text)
  look(scene, 'analyze', await job('analyze'), broken)
  const done = await job('quick')
  played.quick = look(scene, 'quick', done, broken)
  if (played.quick !== 'HM-SOURCE-CORRUPT' || !salvages) return
  look(scene, 'preview', await job('preview'), broken)
  const { readable, rows } = readableOf(scene, sample)
  const salvaged = await job('salvage')
  played.salvage = look(scene, 'salvage', salvaged, broken)
  if (played.salvage !== 'migrated') {
    if (rows > 0) broken(`salvage: ${played.salvage}, although ${rows} rows can be read`)
    return
  }
  played.readable = rows
  for (const lost of lostCells(readable, scene.target).slice(0, 3)) broken(`salvage lost ${lost}`)
}

/**
 * What can be read of the damaged file as it is, or with the sound file's first page in the place of its own, whichever is
 * more: damage there hides everything, and destroys no row.
 */
function readableOf({ root, source }: Scene, sample: Sample): { readable: string; rows: number } {
  const asItIs = join(root, 'readable.db')
  const rows = collectReadable(sample.pristine, privateCopy(source, join(root, 'damaged.db')), asItIs)
  const { size } = sample.pages
  if (sample.name !== 'plain' || statSync(source).size < 2 * size) return { readable: asItIs, rows }
  const headed = privateCopy(source, join(root, 'headed.db'))
  const file = openSync(headed, 'r+')
  writeSync(file, readFileSync(sample.pristine).subarray(0, size), 0, size, 0)
  closeSync(file)
  const readable = join(root, 'readable-headed.db')
  const more = collectReadable(sample.pristine, headed, readable)
  return more > rows ? { readable, rows: more } : { readable: asItIs, rows }
}

/** Checks what holds after every job; answers in a word what came of it. */
function look(scene: Scene, name: string, done: Done | Death, broken: (text: string) => void): string {
  if ('died' in done) {
    broken(`${name}: the process ${done.died}`)
    return 'died'
  }
  const now = snapshot(scene.home)
  const changed = Object.keys(scene.before).filter((path) => now[path] !== scene.before[path])
  const made = Object.keys(now).filter((path) => !(path in scene.before))
  if (changed.length > 0) broken(`${name} changed ${changed.join(', ')}`)
  const left = Object.keys(snapshot(join(scene.root, 'tmp')))
  if (left.length > 0) broken(`${name} left ${left.join(', ')}`)
  if (done.result) {
    const { status, verification, totals } = done.result
    if (status !== 'migrated' || !verification.passed || !totals.same) broken(`${name}: ${status}, not whole`)
    if (name === 'quick') checkWhole(scene, broken)
    return status
  }
  if (made.length > 0) broken(`${name} left ${made.join(', ')}`)
  for (const folder of ['backups', 'runs'] as const) {
    const path = join(scene.root, 'state', folder)
    if (folder === 'backups' && existsSync(path) && Object.keys(snapshot(path)).length > 0)
      broken(`${name} left a backup`)
  }
  if (done.code === null) return 'answered'
  if (!ofSource.has(done.code as (typeof failureCodes)[number])) broken(`${name}: ${done.code}: ${done.detail}`)
  return done.code
}

/** A flip in free space or in a text is no damage that SQLite sees: then everything that the file holds must arrive. */
function checkWhole(scene: Scene, broken: (text: string) => void): void {
  const copy = privateCopy(scene.source, join(scene.root, 'source-copy.db'))
  for (const lost of lostCells(copy, scene.target).slice(0, 3)) broken(`quick lost ${lost}`)
}
