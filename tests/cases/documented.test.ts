/**
 * Every line of `hive-migrate` in the documents, in `--help` and on the manual page, typed as it stands there: in a shell, or on
 * a terminal where it asks. What measures for minutes is left to measure-commands.test.ts, with less to do.
 */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { examples } from '../../src-main/cli/examples.js'
import { createSample } from '../../src-main/engine/sample/index.js'
import { treeOf } from './cli-command.js'
import { needsTerminal, onTerminal } from './cli-terminal.js'
import { documentedLines, type Expectation } from './documented-lines.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const launcher = join(root, 'out', 'cli', 'hive-migrate.js')
const markdown = (folder: string) => readdirSync(join(root, folder)).filter((file) => file.endsWith('.md')).map((file) => join(folder, file)) // prettier-ignore
const documents = ['', 'docs', join('docs', 'adr')].flatMap(markdown)

/** Lines of shell blocks and inline texts that run `hive-migrate`, without its name, `npx` and comments. */
function linesOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const blocks = [...text.matchAll(/^ *```sh\n(?!#!)([^]*?)^ *```$/gm)].flatMap(([, block = '']) => block.split('\n'))
  const spans = [...text.replaceAll(/^ *```[^]*?^ *```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)
  return [...blocks, ...spans].flatMap((line) => {
    const typed = line.replace(/ +# .*$/, '').trim()
    const [, words] = /^(?:npx )?hive-migrate (-.*|[a-z]+\b(?!,).*)$/.exec(typed) ?? []
    // Named without its name: `quick --salvage`.
    const isShort = / --/.test(typed) && (typed.split(' ')[0] ?? '') in examples
    return words === undefined ? (isShort ? [typed] : []) : [words]
  })
}

const measures = /^(?:test|benchmark|optimize)\b/
const given = new Set([
  ...documents.flatMap(linesOf),
  ...Object.values(examples).flatMap((list) => list.map(({ line }) => line.replace('hive-migrate ', ''))),
])

it('every line that a document gives is typed here, and none that no document gives', () => {
  const lines = [...given].filter((line) => !measures.test(line))
  expect(Object.keys(documentedLines).toSorted()).toEqual(lines.toSorted())
  expect(lines.length).toBeGreaterThan(40)
})

describe.skipIf(process.platform === 'win32')('typed as it stands', () => {
  let folder: string
  let env: Record<string, string>
  const at = (...names: string[]) => join(folder, ...names)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hive-documented-'))
    for (const name of ['bin', 'cwd', 'home']) mkdirSync(at(name))
    writeFileSync(at('bin', 'hive-migrate'), `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`)
    chmodSync(at('bin', 'hive-migrate'), 0o755)
    const { XDG_DATA_HOME: _data, HIVE_MIGRATE_HOME: _state, ...rest } = process.env
    env = {
      ...(rest as Record<string, string>),
      ...{ HOME: at('home'), PROFILE: at('home', 'profile.ps1'), NO_COLOR: '1', LC_ALL: 'C.UTF-8' },
      PATH: [at('bin'), process.env['PATH']].join(delimiter),
    }
    await createSample({ directory: at('home'), conversations: 3 })
    cpSync(at('home'), at('fresh'), { recursive: true, preserveTimestamps: true })
    expect(typed('quick --yes').status).toBe(0)
    cpSync(at('home'), at('migrated'), { recursive: true, preserveTimestamps: true })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  beforeEach(() => {
    rmSync(at('cwd'), { recursive: true, force: true })
    mkdirSync(at('cwd'))
  })

  const typed = (line: string) =>
    spawnSync('sh', ['-c', `hive-migrate ${line}`], { env, cwd: at('cwd'), encoding: 'utf8', input: '' })

  async function onScreen(line: string, answers: NonNullable<Expectation['answers']>) {
    const words = line.split(' ').map((word) => word.replace(/^~/, at('home')))
    const screen = onTerminal(words, env)
    for (const [wanted, keys] of answers) await screen.at(wanted, keys)
    return { status: await screen.exited, stdout: screen.text(), stderr: '' }
  }

  it.for(Object.entries(documentedLines))('hive-migrate %s', async ([line, expectation], context) => {
    const { at: state, says, changesNothing, writes, answers } = expectation
    if (answers) needsTerminal(context)
    rmSync(at('home'), { recursive: true })
    cpSync(at(state), at('home'), { recursive: true, preserveTimestamps: true })
    const file = writes && (writes.startsWith('~/') ? at('home', writes.slice(2)) : at('cwd', writes))
    if (file) mkdirSync(dirname(file), { recursive: true })
    const before = treeOf(at('home'))
    const ran = answers ? await onScreen(line, answers) : typed(line)
    expect(ran, ran.stdout + ran.stderr).toMatchObject({ status: 0 })
    expect(ran.stdout).toMatch(says)
    if (line.includes('--json')) expect(() => JSON.parse(ran.stdout) as unknown).not.toThrow()
    if (changesNothing) expect(treeOf(at('home'))).toEqual(before)
    if (file) expect(existsSync(file) && statSync(file).size).toBeGreaterThan(100)
  })
})
