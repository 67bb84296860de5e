/**
 * The type checks of all sides, and a canary for each checker: a checker that silently stopped reporting (svelte-check on
 * another TypeScript has done so) must not pass for a clean tree. So the same commands run over a copy of the sources with
 * a type error planted in a .ts and in a .svelte file, and have to report it.
 */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { captureTool, root } from '../lib/project.mjs'
import { tally } from './tally.mjs'

// Below the root, so that node_modules is found from there.
const copy = join(root, '.cache/type-canary')
const plantedScript = 'src-main/engine/canary.ts'
const plantedComponent = 'src-renderer/Canary.svelte'

const tsc = (cwd, project) => captureTool('typescript/bin/tsc', ['-p', project], { cwd, seconds: 360 })
const svelteCheck = (cwd) =>
  captureTool(
    'svelte-check/bin/svelte-check',
    ['--workspace', 'src-renderer', '--tsconfig', 'tsconfig.json', '--fail-on-warnings', '--output', 'machine'],
    { cwd, seconds: 360 },
  )

function plant() {
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  for (const name of ['src-main', 'src-preload', 'src-renderer', 'tsconfig.json', 'package.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true })
  writeFileSync(join(copy, plantedScript), "export const planted: number = 'not a number'\n")
  writeFileSync(
    join(copy, plantedComponent),
    '<script lang="ts">\n  const planted: number = \'not a number\'\n</script>\n\n{planted}\n',
  )
}

/** Passes when the checker failed and named the planted file. */
const canary = (name, { status, output }, file) => ({
  name: `canary: ${name}`,
  ok: status !== 0 && output.includes(file.split('/').at(-1)),
  output: `${name} did not report the type error planted in ${file}; it said:\n${output}`,
})

const clean = (name, { status, output }) => ({ name, ok: status === 0, output })

/** One check for each checker and each canary. */
export async function checkTypes() {
  if (!existsSync(join(root, 'src-renderer'))) throw new Error('src-renderer is missing')
  plant()
  // Two at a time: the machines that this runs on have two cores.
  const [scripts, components] = await Promise.all([tsc(root, 'tsconfig.json'), svelteCheck(root)])
  const [specs, plantedScripts] = await Promise.all([tsc(root, 'tests/e2e/tsconfig.json'), tsc(copy, 'tsconfig.json')])
  const [tools, plantedComponents] = await Promise.all([tsc(root, 'tests/tooling/tsconfig.json'), svelteCheck(copy)])
  rmSync(copy, { recursive: true, force: true })
  return tally([
    clean('tsc (main, preload, tests)', scripts),
    clean('tsc (tests/e2e)', specs),
    clean('tsc (tools and their tests)', tools),
    clean('svelte-check', components),
    canary('tsc', plantedScripts, plantedScript),
    canary('svelte-check', plantedComponents, plantedComponent),
  ])
}
