#!/usr/bin/env node
/**
 * Builds everything into out/: `npm run build`.
 *
 * Each Node entry becomes one self-contained file, so that `import.meta.url` inside it is the file's own place: the
 * engine host lies at ./engine-host.js for main and at ../main/engine-host.js for the command line.
 */
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root, runProgram } from './lib/project.mjs'
import { buildStamp, sourceHash } from './lib/freshness.mjs'
import { findNode24, isModern } from './lib/node24.mjs'

/** Entry, output file and format of every bundle that runs outside the page. */
const bundles = [
  { entry: 'src-main/app/index.ts', file: 'main/index.js', format: 'es' },
  { entry: 'src-main/engine-process/host.ts', file: 'main/engine-host.js', format: 'es' },
  { entry: 'src-main/cli/index.ts', file: 'cli/main.js', format: 'es' },
  { entry: 'src-main/cli/launcher.ts', file: 'cli/hive-migrate.js', format: 'es', target: 'node20' },
  { entry: 'src-preload/index.ts', file: 'preload/index.cjs', format: 'cjs', externals: ['electron'] },
]
const externals = ['electron', 'better-sqlite3']

/** One bundle for Node or Electron; readable (not minified), because stack traces of users come back to us. */
async function buildNode(vite, outDir, { entry, file, format, target = 'node22', externals: only = externals }) {
  await vite.build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: only, target: 'node' },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      target,
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        input: join(root, entry),
        output: { format, entryFileNames: file, codeSplitting: false },
      },
    },
  })
}

/** The page: relative URLs (it is served from app://), no inlined assets and no inline scripts (CSP `script-src 'self'`). */
async function buildRenderer(vite, outDir) {
  const { svelte, vitePreprocess } = await import('@sveltejs/vite-plugin-svelte')
  await vite.build({
    configFile: false,
    root: join(root, 'src-renderer'),
    base: './',
    logLevel: 'warn',
    plugins: [svelte({ configFile: false, preprocess: vitePreprocess({ script: false }) })],
    build: {
      outDir: join(outDir, 'renderer'),
      emptyOutDir: true,
      target: 'chrome140',
      minify: true,
      sourcemap: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  })
}

/** Builds all of it; throws if an entry is missing, unless `partial` (only for a checkout that is still growing). */
export async function build({ partial = false } = {}) {
  const missing = [...bundles.map((bundle) => bundle.entry), 'src-renderer/index.html'].filter(
    (entry) => !existsSync(join(root, entry)),
  )
  if (missing.length > 0 && !partial) throw new Error(`Nothing to build from: ${missing.join(', ')} missing`)
  const hash = sourceHash()
  const vite = await import('vite')
  // Beside the old one, which stays as it is when this build fails.
  const next = join(root, `.cache/build-${process.pid}`)
  try {
    for (const bundle of bundles.filter(({ entry }) => !missing.includes(entry))) {
      try {
        await buildNode(vite, next, bundle)
      } catch (error) {
        if (!partial) throw error
        console.error(error.message)
        missing.push(bundle.entry)
      }
    }
    if (!missing.includes('src-renderer/index.html')) await buildRenderer(vite, next)
    // npx runs the package's own bin only when it is executable.
    const launcher = join(next, 'cli/hive-migrate.js')
    if (existsSync(launcher)) chmodSync(launcher, 0o755)
    if (missing.length === 0) writeFileSync(join(next, basename(buildStamp)), hash)
    rmSync(join(root, 'out'), { recursive: true, force: true })
    renameSync(next, join(root, 'out'))
  } finally {
    rmSync(next, { recursive: true, force: true })
  }
  return missing
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!isModern()) {
    process.exitCode = await runProgram(findNode24(), [fileURLToPath(import.meta.url), ...process.argv.slice(2)])
  } else {
    const started = Date.now()
    const missing = await build({ partial: process.argv.includes('--partial') })
    if (missing.length > 0) console.log(`Left out, not written yet: ${missing.join(', ')}`)
    console.log(`Built out/ in ${((Date.now() - started) / 1000).toFixed(1)} s`)
  }
}
