#!/usr/bin/env node
/**
 * Builds everything into out/: `npm run build`.
 *
 * Each Node entry becomes one self-contained file, so that `import.meta.url` inside it is the file's own place: the
 * engine host lies at ./engine-host.js for main and at ../main/engine-host.js for the command line, and
 * the processes that it starts lie beside it.
 */
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root, runProgram } from './lib/project.mjs'
import { buildStamp, sourceHash } from './lib/freshness.mjs'
import { findNode24, isModern } from './lib/node24.mjs'
import { collectPackages, writeLicenses } from './package/shipped.mjs'

/** Entry, output file and format of every bundle that runs outside the page. */
export const bundles = [
  { entry: 'src-main/app/index.ts', file: 'main/index.js', format: 'es' },
  { entry: 'src-main/app/update-feed.ts', file: 'main/updater.js', format: 'es' },
  { entry: 'src-main/engine-process/host.ts', file: 'main/engine-host.js', format: 'es' },
  { entry: 'src-main/engine-process/bench-worker.ts', file: 'main/bench-worker.js', format: 'es' },
  { entry: 'src-main/cli/index.ts', file: 'cli/main.js', format: 'es' },
  { entry: 'src-main/cli/launcher.ts', file: 'cli/hive-migrate.js', format: 'es', target: 'node20' },
  { entry: 'src-preload/index.ts', file: 'preload/index.cjs', format: 'cjs', externals: ['electron'] },
]
const externals = ['electron', 'better-sqlite3']

/** One bundle for Node or Electron; readable (not minified), because stack traces of users come back to us. */
export async function buildNode(vite, outDir, bundle, plugins = []) {
  const { entry, file, format, target = 'node22', externals: only = externals } = bundle
  await vite.build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins,
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
async function buildRenderer(vite, outDir, plugins) {
  const { svelte, vitePreprocess } = await import('@sveltejs/vite-plugin-svelte')
  await vite.build({
    configFile: false,
    root: join(root, 'src-renderer'),
    base: './',
    logLevel: 'warn',
    plugins: [svelte({ configFile: false, preprocess: vitePreprocess({ script: false }) }), ...plugins],
    build: {
      outDir: join(outDir, 'renderer'),
      emptyOutDir: true,
      target: 'chrome140',
      minify: true,
      sourcemap: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      // Says on a slow machine that Svelte takes its time: nothing to be done about by who builds.
      rolldownOptions: { checks: { pluginTimings: false } },
    },
  })
}

/** Builds all of it beside the old out/, which stays as it is when this build fails. */
export async function build() {
  const hash = sourceHash()
  const vite = await import('vite')
  const next = join(root, `.cache/build-${process.pid}`)
  try {
    const packages = new Set()
    const plugins = [collectPackages(packages)]
    for (const bundle of bundles) await buildNode(vite, next, bundle, plugins)
    await buildRenderer(vite, next, plugins)
    writeLicenses(next, packages)
    // npx runs the package's own bin only when it is executable.
    chmodSync(join(next, 'cli/hive-migrate.js'), 0o755)
    writeFileSync(join(next, basename(buildStamp)), hash)
    rmSync(join(root, 'out'), { recursive: true, force: true })
    renameSync(next, join(root, 'out'))
  } finally {
    rmSync(next, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (isModern()) {
    const started = Date.now()
    await build()
    console.log(`Built out/ in ${((Date.now() - started) / 1000).toFixed(1)} s`)
  } else {
    process.exitCode = await runProgram(findNode24(), [fileURLToPath(import.meta.url)])
  }
}
