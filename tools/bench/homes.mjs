/** Generated installs, kept by size and by the generator that made them. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/project.mjs'
import { cache } from './load.mjs'

/** A hash of the generator's own files: another generator makes other data. */
function generatorVersion() {
  const folder = join(root, 'src-main/engine/sample')
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)))
  return hash.digest('hex').slice(0, 12)
}

/**
 * An install with so many conversations, made if it is not there yet.
 *
 * @param {Awaited<ReturnType<typeof import('./load.mjs').loadBench>>} bench
 * @param {number} conversations
 * @param {number} textBytes
 */
export async function homeOf(bench, conversations, textBytes) {
  const home = join(cache, 'homes', `${conversations}-${textBytes}-${generatorVersion()}`)
  const complete = join(home, 'complete')
  const source = join(home, '.hive-ai/hive-ai-knowledge.db')
  if (!existsSync(complete)) {
    console.log(`Making an install of ${conversations.toLocaleString('en')} conversations ...`)
    rmSync(home, { recursive: true, force: true })
    await bench.createSample({ directory: home, conversations, textBytes })
    writeFileSync(complete, '')
  }
  return { home, source, conversations, bytes: statSync(source).size }
}
