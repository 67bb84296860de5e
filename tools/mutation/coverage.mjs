/**
 * Which test reaches which place of a mutant, found by running every test file once with the places marked. Kept in
 * .cache/mutation by the content of the four folders, of the test file and of what tests share: what is out of date there
 * can only let a mutant survive, never be called noticed.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../lib/project.mjs'
import { makeCheckout } from './checkout.mjs'
import { instrument } from './mutants.mjs'

/** Test files that are looked at in one run of the tests. */
const filesAtATime = 16

const cacheFile = join(root, '.cache/mutation/coverage.json')

/**
 * @typedef {{ name: string, ms: number }} Test one that passes on the unchanged program
 * @typedef {{ key: string, tests: Test[], hits: Record<string, string[]> }} Covered what one test file reaches: by place
 * the names of its tests, '' for what its hooks or imports reach, which counts for every test of the file
 */

/** What identifies a place: the source file and the mutant's number in it. */
export const placeOf = (file, index) => `${file}#${index}`

/**
 * @param {ReturnType<typeof makeCheckout>} checkout the unchanged program
 * @param {Map<string, import('./mutants.mjs').Mutant[]>} mutants by source file
 * @param {string[]} testFiles
 * @param {{ commit?: string, workers: number, deadline: number, say: (text: string) => void }} options `deadline`: test files
 * that were not looked at by then are left out, which can only let a mutant survive; the next run goes on with them
 * @returns {Promise<Map<string, Covered>>} by test file
 */
export async function coverageOf(checkout, mutants, testFiles, { commit, workers, deadline, say }) {
  const cached = existsSync(cacheFile) ? JSON.parse(readFileSync(cacheFile, 'utf8')) : {}
  const shared = hashOf([
    ...[...mutants].flatMap(([file, of]) => [file, checkout.read(file), JSON.stringify(of)]),
    ...checkout.list('tests/support', '').flatMap((file) => readOr(checkout, file)),
    ...checkout.list('tests/crash/support', '.ts').map((file) => checkout.read(file)),
  ])
  const keyOf = (file) => hashOf([shared, checkout.read(file)])
  const missing = testFiles.filter((file) => cached[file]?.key !== keyOf(file))
  const known = new Set(testFiles.filter((file) => !missing.includes(file)))
  if (missing.length > 0) {
    say(`Looking which places ${missing.length} test files reach ...`)
    await record(mutants, missing, { commit, workers, deadline }, (found) => {
      for (const [file, { failed, ...covered }] of found) {
        for (const name of failed) say(`fails on the unchanged program, and is left out: ${file} > ${name}`)
        // What failed may have failed by chance: it is looked at again the next time.
        cached[file] = { key: failed.length === 0 ? keyOf(file) : '', ...covered }
        known.add(file)
      }
      mkdirSync(dirname(cacheFile), { recursive: true })
      writeFileSync(cacheFile, JSON.stringify(cached))
    })
    const left = testFiles.length - known.size
    if (left > 0) say(`The time was up before ${left} test files were looked at: they are left out this time.`)
  }
  return new Map([...known].map((file) => [file, cached[file]]))
}

/** A part of the files at a time, so that what was found is kept when the time is up. */
async function record(mutants, testFiles, { commit, workers, deadline }, keep) {
  const marked = makeCheckout(commit)
  try {
    for (const [file, of] of mutants) {
      const hitModule = join(marked.folder, 'tools/mutation/inside/hit.mjs')
      marked.write(
        file,
        instrument(marked.read(file), of, (index) => placeOf(file, index), hitModule),
      )
    }
    const hitsFile = join(marked.folder, 'mutation-hits.ndjson')
    for (let at = 0; at < testFiles.length && Date.now() < deadline; at += filesAtATime) {
      writeFileSync(hitsFile, '')
      const files = testFiles.slice(at, at + filesAtATime)
      const seconds = Math.min(1800, (deadline - Date.now()) / 1000)
      const run = await marked.run({ files, workers, setup: true }, seconds, { HIVE_MUTATION_HITS: hitsFile })
      if (!run.timedOut) keep(merge(marked.folder, files, run.ran, readFileSync(hitsFile, 'utf8')))
    }
  } finally {
    marked.remove()
  }
}

function merge(folder, testFiles, ran, hits) {
  const covered = new Map(testFiles.map((file) => [file, { tests: [], hits: {}, failed: [] }]))
  for (const { file, name, ms, passed } of ran) {
    if (passed) covered.get(file)?.tests.push({ name, ms })
    else covered.get(file)?.failed.push(name)
  }
  for (const line of hits.split('\n').filter(Boolean)) {
    const [path, name, place] = JSON.parse(line)
    const of = covered.get(path.slice(folder.length + 1))
    if (of) (of.hits[place] ??= []).push(name)
  }
  for (const of of covered.values()) {
    for (const [place, names] of Object.entries(of.hits)) of.hits[place] = [...new Set(names)]
  }
  return covered
}

function readOr(checkout, file) {
  try {
    return [checkout.read(file)]
  } catch {
    // A folder.
    return []
  }
}

function hashOf(texts) {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(`${text.length}:`).update(text)
  return hash.digest('hex')
}
