/** Builds what is measured, apart from out/ (which others may build meanwhile), and loads the measuring code itself. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { buildNode, bundles } from '../build.mjs'
import { sourceHash } from '../lib/freshness.mjs'
import { root } from '../lib/project.mjs'

/** Everything that measuring leaves lies here; it may be deleted at any time. */
export const cache = join(root, '.cache/bench')

/** The functions of src-main/engine/bench that the tools use. */
export async function loadBench() {
  const { module } = await runnerImport(join(root, 'src-main/engine/bench/tools.ts'), {
    ...{ root, configFile: false, logLevel: 'warn' },
  })
  return /** @type {typeof import('../../src-main/engine/bench/tools.js')} */ (module)
}

/** Builds the command line and its engine, unless they are there as the sources are now; answers their files. */
export async function buildMeasured() {
  const folder = join(cache, 'build')
  const stamp = join(folder, '.source-hash')
  const hash = sourceHash()
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const vite = await import('vite')
    for (const bundle of bundles) if (/^(main|cli)\//.test(bundle.file)) await buildNode(vite, folder, bundle)
    chmodSync(join(folder, 'cli/hive-migrate.js'), 0o755)
    writeFileSync(stamp, hash)
  }
  return { command: join(folder, 'cli/hive-migrate.js'), worker: join(folder, 'main/bench-worker.js') }
}
