/** The scripts of docs/unattended.md, taken out of it and run as they stand, with the built hive-migrate on the PATH. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from '../../src-main/cli/parse.js'
import { createSample } from '../../src-main/engine/sample/index.js'

const document = readFileSync(fileURLToPath(new URL('../../docs/unattended.md', import.meta.url)), 'utf8')
const block = (language: string, start: string) => {
  const found = [...document.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].find(
    ([, name, text]) => name === language && text?.startsWith(start),
  )
  return found?.[2] ?? ''
}
const command = fileURLToPath(new URL('../../out/cli/hive-migrate.js', import.meta.url))
const hasPowerShell = spawnSync('pwsh', ['-NoProfile', '-Command', 'exit 0']).status === 0

let folder: string
let env: NodeJS.ProcessEnv
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-fleet-'))
  for (const name of ['bin', 'home', 'results', 'state']) mkdirSync(join(folder, name))
  const place = join(folder, 'bin', process.platform === 'win32' ? 'hive-migrate.cmd' : 'hive-migrate')
  writeFileSync(
    place,
    process.platform === 'win32'
      ? `@"${process.execPath}" "${command}" %*\r\n`
      : `#!/bin/sh\nexec '${process.execPath}' '${command}' "$@"\n`,
  )
  chmodSync(place, 0o755)
  env = {
    ...process.env,
    PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
    HOME: join(folder, 'home'),
    USERPROFILE: join(folder, 'home'),
    HIVE_MIGRATE_HOME: join(folder, 'state'),
  }
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const summary = () =>
  readFileSync(join(folder, 'results', 'summary.tsv'), 'utf8')
    .replace('\uFEFF', '')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split('\t').slice(2))

/** What a fleet meets: a person without an old Hive, a look, a migration, another one, and an install that is damaged. */
function meetsAll(run: (...args: string[]) => number | null, dryRun: string): Promise<void> {
  return (async () => {
    expect(run()).toBe(0)
    const { database } = await createSample({ directory: join(folder, 'home') })
    expect(run(dryRun)).toBe(0)
    expect(existsSync(join(folder, 'home', '.hive', 'hive-ai.db'))).toBe(false)
    expect(run()).toBe(0)
    expect(existsSync(join(folder, 'home', '.hive', 'hive-ai.db'))).toBe(true)
    const [who = ''] = readdirSync(join(folder, 'results')).filter((name) => name !== 'summary.tsv')
    const collected = readdirSync(join(folder, 'results', who))
    expect(collected).toEqual(expect.arrayContaining(['migrate.json', 'dry-run.json', 'report.html', 'report.json']))
    const text = readFileSync(join(folder, 'results', who, 'dry-run.json'), 'utf8').replace('\uFEFF', '')
    expect(JSON.parse(text)).toHaveProperty('tables')
    expect(run()).toBe(0)
    writeFileSync(database, 'not a database any more')
    rmSync(join(folder, 'home', '.hive', 'hive-ai.db'))
    expect(run()).toBe(3)
    expect(summary()).toEqual([
      ['migrate', '3', 'HM-SOURCE-MISSING'],
      ['dry-run', '0', 'looked'],
      ['migrate', '0', 'migrated'],
      ['migrate', '0', 'nothing-to-do'],
      ['migrate', '3', expect.stringMatching(/^HM-SOURCE-/) as string],
    ])
  })()
}

describe('hive-fleet.sh', () => {
  it.skipIf(process.platform === 'win32')('does what the document says', async () => {
    const script = join(folder, 'hive-fleet.sh')
    writeFileSync(script, block('sh', '#!/bin/sh\n'))
    await meetsAll((...args) => spawnSync('sh', [script, join(folder, 'results'), ...args], { env }).status, 'dry-run')
  })

  it.skipIf(process.platform === 'win32')('resumes once what was interrupted', () => {
    const script = join(folder, 'hive-fleet.sh')
    writeFileSync(script, block('sh', '#!/bin/sh\n'))
    const calls = join(folder, 'calls')
    writeFileSync(
      join(folder, 'bin', 'hive-migrate'),
      `#!/bin/sh\necho "$*" >> '${calls}'\nprintf '{\\n  "status": "interrupted",\\n  "error": {\\n    "code": "HM-DISK-FULL"\\n  }\\n}\\n'\nexit 6\n`,
    )
    expect(spawnSync('sh', [script, join(folder, 'results')], { env }).status).toBe(6)
    expect(readFileSync(calls, 'utf8').trim().split('\n')).toEqual([
      'quick --yes --json',
      'quick --yes --resume --json',
    ])
    expect(summary()).toEqual([['migrate', '6', 'HM-DISK-FULL']])
  })
})

describe('hive-fleet.ps1', () => {
  // On a machine without PowerShell this is not run, and the count of skipped tests says so. There it was only parsed, by
  // hand, with tree-sitter's grammar of PowerShell (in @vscode/tree-sitter-wasm 0.3.1): no error, November 2026.
  it.skipIf(!hasPowerShell)('does what the document says', async () => {
    const script = join(folder, 'hive-fleet.ps1')
    writeFileSync(script, block('powershell', '# Usage'))
    const start = ['-NoProfile', '-ExecutionPolicy', 'Bypass', '-File', script, '-Folder', join(folder, 'results')]
    await meetsAll((...args) => spawnSync('pwsh', [...start, ...args], { env }).status, '-DryRun')
  })

  it('stands in the document', () => {
    expect(block('powershell', '# Usage')).toContain('ConvertFrom-Json')
  })
})

it('every command of the document is one that the parser takes', () => {
  const lines = [...document.matchAll(/`hive-migrate ([a-z][^`]*)`/g), ...document.matchAll(/^hive-migrate (.*)$/gm)]
  expect(lines.length).toBeGreaterThan(4)
  for (const [, line = ''] of lines) expect(parse(line.split(' '), '1.0.0', false).kind, line).toBe('command')
})
