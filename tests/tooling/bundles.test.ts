/** What the build has to keep of its promises: preload asks only for electron, the page has no inline script. */
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'
import { describe, expect, test } from 'vitest'

const out = fileURLToPath(new URL('../../out/', import.meta.url))
const text = (file: string) => readFileSync(out + file, 'utf8')

type Node = { type: string; [key: string]: unknown }

/** Every node of a syntax tree. */
function* nodes(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodes(item)
  else if (typeof value === 'object' && value !== null) {
    if ('type' in value && typeof value.type === 'string') yield value as Node
    for (const child of Object.values(value)) yield* nodes(child)
  }
}

const literal = (node: unknown) => (node as { value?: unknown }).value

/** All that a script asks for, by import, import() and require. */
function wanted(file: string, sourceType: 'script' | 'module'): Set<unknown> {
  const { program, errors } = parseSync(file, text(file), { sourceType })
  expect(errors).toEqual([])
  const found = new Set<unknown>()
  for (const node of nodes(program)) {
    if (
      ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression'].includes(node.type)
    ) {
      if (node['source']) found.add(literal(node['source']))
    }
    if (node.type !== 'CallExpression') continue
    const callee = node['callee'] as { name?: string }
    if (callee.name === 'require') found.add(literal((node['arguments'] as unknown[])[0]))
  }
  return found
}

test('preload is one CommonJS file that requires only electron', () => {
  expect(readdirSync(`${out}preload`)).toEqual(['index.cjs'])
  expect([...wanted('preload/index.cjs', 'script')]).toEqual(['electron'])
})

describe('bundles for Node hold all they need but these', () => {
  const builtin = (name: unknown) =>
    typeof name === 'string' && (name.startsWith('node:') || builtinModules.includes(name))
  test.each([
    // What has no name is the updater, by its place beside main.
    ['main/index.js', ['electron', undefined]],
    ['main/engine-host.js', ['better-sqlite3']],
    ['main/updater.js', ['electron']],
    ['main/bench-worker.js', ['better-sqlite3']],
    ['cli/main.js', []],
  ])('%s', (file, external) => {
    const foreign = [...wanted(file, 'module')].filter((name) => !builtin(name))
    expect(external).toEqual(expect.arrayContaining(foreign))
  })
})

test('the page has no inline script or style, and only relative addresses', () => {
  const page = text('renderer/index.html')
  for (const [, attributes, body] of page.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)) {
    expect(body?.trim()).toBe('')
    expect(attributes).toContain('src="./')
  }
  expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=/)
  for (const [, address] of page.matchAll(/(?:src|href)="([^"]*)"/g)) expect(address).toMatch(/^\.\//)
})

test('nothing that is built has a source map', () => {
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' })
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([])
  for (const file of files.filter((name) => /\.(c?js|css)$/.test(name)))
    expect(text(file)).not.toContain('sourceMappingURL=')
})

test('the command is an executable file that says its usage', () => {
  const file = `${out}cli/hive-migrate.js`
  expect(text('cli/hive-migrate.js').split('\n')[0]).toBe('#!/usr/bin/env node')
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o111).toBe(0o111)
  expect(execFileSync(process.execPath, [file, '--help'], { encoding: 'utf8' })).toContain('hive-migrate')
})
