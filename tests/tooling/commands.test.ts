/** Every command that a document gives is one that exists, with options that exist; every file that one names is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from '../../src-main/cli/parse.js'
import { createProgram } from '../../src-main/cli/program.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const text = (file: string) => readFileSync(join(root, file), 'utf8')
const below = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file))
const documents = [...readdirSync(root), ...['docs', '.github', 'tests'].flatMap(below)].filter((file) =>
  /\.md$|ISSUE_TEMPLATE.*\.yml$/.test(file),
)

/** Programs of others: named, never run by us here. */
const foreign = 'apt-get dnf ditto gh git sh signtool spctl sqlite3'.split(' ')
const npmItself = ['audit', 'ci', 'outdated', 'start', 'version']

/** Lines of the shell blocks, without what stands after a `#`; a whole script is tried by a test of its own. */
function linesOf(document: string): string[] {
  const blocks = [...document.matchAll(/^ *```sh\n([^]*?)^ *```$/gm)].map(([, block = '']) => block)
  return blocks
    .filter((block) => !block.startsWith('#!'))
    .flatMap((block) => block.split('\n'))
    .map((line) => line.replace(/ +# .*$/, '').trim())
    .filter((line) => line !== '')
}

const spansOf = (document: string) =>
  [...document.replaceAll(/^ *```[^]*?^ *```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)

/** The words of each command of a line; variables that are set for it and files that it writes to are none. */
const commandsOf = (line: string) =>
  line
    .split(/ (?:&&|\\?\|) /)
    .map((command) => command.replace(/ >>? .*$/, '').split(' '))
    .map((words) => words.filter((word, index) => index > 0 || !/^[A-Z_]+=/.test(word)))

const scripts = (JSON.parse(text('package.json')) as { scripts: Record<string, string> }).scripts
const program = createProgram({ version: '1', color: false, show: () => undefined, choose: () => undefined })
const ours = program.commands.map((command) => command.name())
const ourOptions = [program, ...program.commands].flatMap(({ options }) => options.flatMap(({ long }) => long ?? []))

/** What is wrong with a command, or null. */
function fault([name = '', ...rest]: string[]): string | null {
  if (name === 'npx') return rest[0] === 'hive-migrate' ? fault(rest) : tool(rest)
  if (name === 'hive-migrate') return understood(rest)
  if (name === 'npm') return npm(rest)
  if (name === 'node') return existsSync(join(root, rest[0] ?? '')) ? options(rest[0] ?? '', rest.slice(1)) : 'no file'
  return foreign.includes(name) ? null : 'not known here'
}

function understood(words: string[]): string | null {
  try {
    parse(words, '1.0.0', false)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

function npm([verb = '', ...rest]: string[]): string | null {
  if (verb === 'test') return steps(rest)
  if (verb !== 'run') return npmItself.includes(verb) ? null : 'npm has no such command'
  const [name = '', ...more] = rest.filter((word) => word !== '--silent' && word !== '--')
  const script = scripts[name]
  if (script === undefined) return 'no such script'
  const [, file] = /^node (\S+)/.exec(script) ?? []
  return file === undefined ? null : options(file, more)
}

/** What stands after `npm test --` are steps of tools/test.mjs. */
function steps(words: string[]): string | null {
  const known = [...text('tools/test.mjs').matchAll(/^ {2}(\w+): /gm)].map(([, step]) => step)
  expect(known).toContain('unit')
  return words.every((word) => word === '--' || known.includes(word)) ? null : 'no such step'
}

/** A tool knows an option when its text names it, itself or the file that it bundles. */
function options(file: string, words: string[]): string | null {
  const sources = [file, ...[...text(file).matchAll(/'(tests\/[\w/.-]+\.ts)'/g)].map(([, path = '']) => path)]
  const unknown = words
    .filter((word) => word.startsWith('--') && word !== '--')
    .filter(
      (word) => !sources.some((each) => new RegExp(`['"]?\\b${word.slice(2)}\\b['"]?:|'${word}'`).test(text(each))),
    )
  return unknown.length === 0 ? null : `no option ${unknown.join(', ')}`
}

/** vitest and playwright: what they are pointed at is there. */
function tool([name = '', ...words]: string[]): string | null {
  if (name !== 'vitest' && name !== 'playwright') return 'not known here'
  const [, projects = ''] = /const projects = \[(.*)\]/.exec(text('vitest.config.ts')) ?? []
  const project = words.indexOf('--project')
  if (project >= 0 && !projects.includes(`'${words[project + 1] ?? ''}'`)) return 'no such project'
  return words.filter((word) => word.includes('/')).every((path) => existsSync(join(root, path))) ? null : 'no file'
}

/** An inline text is a command where it begins like one and says more than a name, `hive-migrate 1.2` aside. */
const isCommand = (span: string) => /^(?:[A-Z_]+=\S+ )?(?:npm|npx|node|hive-migrate) [a-z-]/.test(span)

describe.each(documents)('%s', (file) => {
  const document = text(file)
  const spans = spansOf(document)

  it('its commands are understood', () => {
    const lines = [...linesOf(document), ...spans.filter(isCommand)]
    const wrong = lines.flatMap((line) =>
      commandsOf(line).flatMap((words) => {
        const said = fault(words)
        return said === null ? [] : [`${line}: ${said}`]
      }),
    )
    expect(wrong).toEqual([])
  })

  it('a command of hive-migrate that is named without its name is understood, too', () => {
    const short = spans.filter((span) => ours.includes(span.split(' ')[0] ?? '') && / --/.test(span))
    expect(short.filter((span) => understood(span.split(' ')) !== null)).toEqual([])
  })

  it('the files that it names are there', () => {
    expect(spans.filter((span) => isPath(span) && !isThere(span))).toEqual([])
  })
})

/** What a path in a document begins at: the checkout, or the folder of the layer that is spoken of. */
const bases = ['', 'src-main', 'src-main/engine', 'src-renderer', 'tests', 'tests/unit', 'tests/cases']
const endings = ['', '.ts', '.test.ts', '.spec.ts', '.mjs']
const known = new Set(bases.flatMap((base) => readdirSync(join(root, base))))

/** Words with a slash that begin with a folder of ours; what a script makes in `.cache` is not there in a fresh clone. */
const isPath = (span: string) =>
  /^[\w.-]+(?:\/[\w.-]+)+\/?$/.test(span) && !span.startsWith('.cache/') && known.has(span.split('/')[0] ?? '')

/** `cases/t25-...` stands for what begins like it. */
function isThere(path: string): boolean {
  if (bases.some((base) => endings.some((ending) => existsSync(join(root, base, path) + ending)))) return true
  const [, folder = '', start = ''] = /^(.*\/)([\w-]+-)\.\.\.$/.exec(path) ?? []
  return start !== '' && below(join('tests', folder)).some((each) => each.startsWith(join('tests', folder, start)))
}

it('options that the documents for users name are options of hive-migrate', () => {
  const others = ['--appimage-extract', '--help']
  for (const file of ['README.md', 'docs/user-guide.md', 'docs/unattended.md']) {
    const named = spansOf(text(file)).filter((span) => span.startsWith('--'))
    const unknown = named.filter((span) => ![...ourOptions, ...others].includes(span.split(/[ =]/)[0] ?? ''))
    expect(unknown, file).toEqual([])
  }
})

const isFile = (path: string) => existsSync(join(root, path))

/** Whether a test's name, or the beginning of one, stands in its file; `%s` there is filled in when it runs. */
function isSaidIn(source: string, name: string): boolean {
  const titles = [...source.matchAll(/'([^'\n]*%s[^'\n]*)'/g)].map(([, title = '']) => title)
  const filled = titles.map((title) =>
    title
      .split('%s')
      .map((part) => part.replaceAll(/[^\w ]/g, '\\$&'))
      .join('.+'),
  )
  return source.includes(name) || filled.some((pattern) => new RegExp(`^${pattern}$`).test(name))
}

describe('docs/invariants.md', () => {
  const rows = text('docs/invariants.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| Promise'))

  it('every row names where it is kept and a test', () => {
    expect(rows.length).toBeGreaterThan(40)
    for (const row of rows) expect(row.split(' | ').length, row).toBe(3)
  })

  it('the tests that it quotes are there, by their names', () => {
    const quoted = [...text('docs/invariants.md').matchAll(/`((?:cases|unit|crash|e2e)\/[\w/-]+)`[^|`"]*: "([^"]+)"/g)]
    expect(quoted.length).toBeGreaterThan(20)
    const wrong = quoted.filter(([, file = '', name = '']) => {
      const source = ['.test.ts', '.spec.ts'].map((end) => join('tests', file + end)).find(isFile)
      const parts = name.split(/ ?\.\.\. ?/).filter((part) => part !== '')
      return source === undefined || !parts.every((part) => isSaidIn(text(source), part))
    })
    expect(wrong.map(([said]) => said)).toEqual([])
  })
})
