/** .github: what runs there is well-formed, pinned, and may do no more than it must; and the rules see what breaks them. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readYaml, shellScripts, workflowProblems } from '../../tools/workflows/rules.mjs'

const folder = (name: string) => fileURLToPath(new URL(`../../.github/${name}`, import.meta.url))
const text = (name: string) => readFileSync(folder(name), 'utf8')
const workflows = readdirSync(folder('workflows'))
const scripts = readdirSync(folder('scripts'))

/** The one job that writes: it makes the draft, and says where its files were made. */
const rights = { draft: { contents: 'write', 'id-token': 'write', attestations: 'write' } }

it('there are two workflows', () => {
  expect(workflows).toEqual(['ci.yml', 'release.yml'])
})

it.each(workflows)('%s is well-formed, and keeps the rules', async (name) => {
  expect(await workflowProblems(name, text(`workflows/${name}`), rights)).toEqual([])
})

it('one version of each action', () => {
  const all = workflows.flatMap((name) => [...text(`workflows/${name}`).matchAll(/uses: ([\w/-]+)@(\w+ # \S+)/g)])
  const versions = new Map<string, Set<string>>()
  for (const [, action = '', version = ''] of all)
    versions.set(action, (versions.get(action) ?? new Set()).add(version))
  expect(versions.size).toBe(5)
  for (const [action, found] of versions) expect([...found], action).toHaveLength(1)
})

it('what pull requests run knows no secret', () => {
  expect(text('workflows/ci.yml')).not.toContain('secrets')
})

describe.skipIf(process.platform === 'win32')('shell', () => {
  const check = (script: string) => execFileSync('bash', ['-n', '-c', script], { stdio: 'pipe' })

  it.each(workflows)('every step of %s is one that bash can read', (name) => {
    const steps = shellScripts(text(`workflows/${name}`))
    expect(steps.length).toBeGreaterThan(3)
    for (const step of steps) check(step)
  })

  it.each(scripts)('%s is one, stops at the first failure, and can be started', (name) => {
    const script = text(`scripts/${name}`)
    check(script)
    expect(script).toContain('set -euo pipefail')
    expect(statSync(folder(`scripts/${name}`)).mode & 0o111).toBe(0o111)
  })

  it('bash tells of what it cannot read', () => {
    expect(() => check('if true; then echo')).toThrow()
  })
})

it.each(readdirSync(folder('ISSUE_TEMPLATE')).filter((name) => name !== 'config.yml'))(
  'the form %s is whole',
  (name) => {
    const form = readYaml(text(`ISSUE_TEMPLATE/${name}`)) as {
      name: string
      description: string
      body: { type: string; id?: string; attributes: { label?: string; value?: string } }[]
    }
    expect(form.name && form.description).toBeTruthy()
    for (const { type, id, attributes } of form.body) {
      expect(['markdown', 'input', 'textarea', 'dropdown']).toContain(type)
      expect(type === 'markdown' ? attributes.value : id && attributes.label).toBeTruthy()
    }
  },
)

describe('the rules see', () => {
  const pin = 'actions/checkout@93cb6efe18208431cddfb8368fd83d5badbf9bfd # v5.0.1'
  const good = [
    'on: push',
    'permissions:',
    '  contents: read',
    'jobs:',
    '  a:',
    '    runs-on: ubuntu-24.04',
    '    timeout-minutes: 5',
    '    steps:',
    `      - uses: ${pin}`,
    '        with:',
    '          persist-credentials: false',
    '      - run: npm test',
    '',
  ].join('\n')
  const problems = (change: (text: string) => string) => workflowProblems('a.yml', change(good))

  it('nothing in a good one', async () => {
    expect(await problems((same) => same)).toEqual([])
  })

  it.each<[string, (text: string) => string, RegExp]>([
    [
      'a key that GitHub does not know',
      (good) => good.replace('timeout-minutes', 'timeout'),
      /Unexpected value 'timeout'/,
    ],
    ['a name that no expression has', (good) => good.replace('npm test', 'echo ${{ secretz.A }}'), /secretz/],
    ['an action by its tag', (good) => good.replace(pin, 'actions/checkout@v5'), /not pinned/],
    ['a commit without its version', (good) => good.replace(' # v5.0.1', ''), /not pinned/],
    ['no word of rights', (good) => good.replace('permissions:\n  contents: read\n', ''), /more than read/],
    ['rights to write', (good) => good.replace('contents: read', 'contents: write'), /more than read/],
    [
      'a job that takes rights',
      (good) => good.replace('    timeout', '    permissions:\n      contents: write\n    timeout'),
      /not in the list/,
    ],
    ['no time limit', (good) => good.replace('    timeout-minutes: 5\n', ''), /no time limit/],
    ['a token that stays', (good) => good.replace('false', 'true'), /keeps its token/],
    ['an expression in a shell', (good) => good.replace('npm test', 'echo ${{ github.head_ref }}'), /in a shell/],
    [
      "a stranger's code with our rights",
      (good) => good.replace('on: push', 'on: { pull_request_target: {} }'),
      /target/,
    ],
  ])('%s', async (_, change, expected) => {
    expect((await problems(change)).join('\n')).toMatch(expected)
  })
})
