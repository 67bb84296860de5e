/** Every document: its links lead somewhere, its scripts exist, and what GitHub's workflows want is explained. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const below = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file))
const documents = [...readdirSync(root), ...below('docs'), ...below('.github')].filter((file) => file.endsWith('.md'))
const text = (file: string) => readFileSync(join(root, file), 'utf8')
/** Code is no prose: what looks like a link there is none. */
const prose = (file: string) =>
  text(file)
    .replaceAll(/^```[^]*?^```$/gm, '')
    .replaceAll(/`[^`\n]*`/g, '')

/** Headings as GitHub makes anchors of them. */
function anchors(file: string): string[] {
  const headings = [
    ...text(file)
      .replaceAll(/^```[^]*?^```$/gm, '')
      .matchAll(/^#+ (.+)$/gm),
  ]
  return headings.map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )
}

it('there are documents', () => {
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md']))
  expect(documents.length).toBeGreaterThan(20)
})

describe.each(documents)('%s', (file) => {
  it('its links lead to files and headings that are there', () => {
    const links = [...prose(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
    const wrong = links.filter((link) => {
      if (/^(https?:|mailto:)/.test(link)) return false
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? file : relative(root, join(root, dirname(file), path))
      if (!existsSync(join(root, target))) return true
      return anchor !== undefined && target.endsWith('.md') && !anchors(target).includes(anchor)
    })
    expect(wrong).toEqual([])
  })

  it('the npm scripts and tools that it names exist', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> }
    const named = [...text(file).matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
    const tools = [...text(file).matchAll(/\bnode ((?:tools|tests)\/[\w./-]+\.mjs)/g)].map(([, path = '']) => path)
    expect(tools.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
})

it('CONTRIBUTING.md names files that exist', () => {
  const named = [...text('CONTRIBUTING.md').matchAll(/\b((?:tests|docs|src-main|tools|resources)\/[\w./-]*[\w/])/g)]
  expect(named.length).toBeGreaterThan(10)
  expect(named.map(([path]) => path).filter((path) => !existsSync(join(root, path)))).toEqual([])
})

it('every secret and variable of the release is explained', () => {
  const release = text('.github/workflows/release.yml')
  const names = new Set([...release.matchAll(/\b(?:secrets|vars)\.(\w+)/g)].map(([, name = '']) => name))
  expect(names.size).toBeGreaterThan(5)
  for (const name of names) expect(text('docs/releasing.md')).toContain(`\`${name}\``)
})
