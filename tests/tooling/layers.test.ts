/** The layer rule of eslint.config.js reports every import that points the wrong way, and none that points the right one. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const eslint = new ESLint({ cwd: root })

/** Some TypeScript file right in a folder: type-aware linting wants a path that exists, its text is replaced. */
function someFile(folder: string): string {
  const name = readdirSync(root + folder).find((file) => file.endsWith('.ts') && !file.endsWith('.svelte.ts'))
  if (!name) throw new Error(`${folder} holds no TypeScript file`)
  return `${folder}/${name}`
}

/** What our import rules say about a text at a path. */
async function objections(path: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: root + path })
  const messages = result?.messages ?? []
  expect(messages.filter((message) => message.fatal)).toEqual([])
  const ours = ['hive/layers', 'no-restricted-imports', 'no-restricted-syntax']
  return messages.filter(({ ruleId }) => ruleId !== null && ours.includes(ruleId)).map(({ message }) => message)
}

const renderer = 'src-renderer/main.ts'
const preload = 'src-preload/contract.ts'
const app = () => someFile('src-main/app')
const ipc = () => someFile('src-main/ipc')
const cli = () => someFile('src-main/cli')
const host = () => someFile('src-main/engine-process')
const engine = 'src-main/engine/api.ts'
const words = 'src-main/words/language.ts'

describe('forbidden', () => {
  test.each<[string, () => string, string]>([
    ['renderer -> engine', () => renderer, "import type { Phase } from '../src-main/engine/model/index.js'"],
    ['renderer -> ipc', () => renderer, "import '../src-main/ipc/index.js'"],
    ['renderer -> values of the contract', () => renderer, "import { requests } from '../src-preload/contract.js'"],
    ['renderer -> preload', () => renderer, "import type {} from '../src-preload/index.js'"],
    ['renderer -> node', () => renderer, "import 'node:fs'"],
    ['words -> engine', () => words, "import type { Phase } from '../engine/model/index.js'"],
    ['words -> renderer', () => words, "import '../../src-renderer/i18n/index.js'"],
    ['words -> node', () => words, "import 'node:fs'"],
    ['preload -> words', () => preload, "import '../src-main/words/language.js'"],
    ['renderer -> electron', () => renderer, "import { ipcRenderer } from 'electron'"],
    [
      'component -> engine',
      () => 'src-renderer/App.svelte',
      '<script lang="ts">\nimport "../src-main/engine/errors.js"\n</script>',
    ],
    ['preload -> values of the engine', () => preload, "import { HiveError } from '../src-main/engine/errors.js'"],
    ['preload -> values of the model', () => preload, "import '../src-main/engine/model/index.js'"],
    ['preload -> node', () => preload, "import { join } from 'node:path'"],
    ['ipc -> engine', ipc, "import { analyze } from '../engine/detect/index.js'"],
    ['ipc -> app', ipc, "import '../app/index.js'"],
    ['ipc -> cli', ipc, "import '../cli/index.js'"],
    ['ipc -> electron', ipc, "import { ipcMain } from 'electron'"],
    ['ipc -> electron, types too', ipc, "import type { IpcMain } from 'electron'"],
    ['ipc -> values of the engine interface', ipc, "import '../engine/api.js'"],
    ['engine -> electron', () => engine, "import { app } from 'electron'"],
    ['engine -> electron, by import()', () => engine, "void import('electron')"],
    ['engine -> electron, by a type', () => engine, "export type App = import('electron').App"],
    [
      'engine -> electron, by require',
      () => engine,
      "declare const require: (name: string) => unknown\nrequire('electron')",
    ],
    ['engine -> ipc', () => engine, "import '../ipc/index.js'"],
    ['engine -> cli', () => engine, "export * from '../cli/index.js'"],
    ['engine -> preload', () => engine, "import type { Bridge } from '../../src-preload/contract.js'"],
    ['engine -> engine process', () => engine, "export { x } from '../engine-process/client.js'"],
    ['engine -> app, from a folder below', () => 'src-main/engine/model/index.ts', "import '../../app/index.js'"],
    ['cli -> engine', cli, "import '../engine/copy/index.js'"],
    ['cli -> electron', cli, "import 'electron'"],
    ['cli -> app', cli, "import '../app/index.js'"],
    ['cli -> better-sqlite3', cli, "import Database from 'better-sqlite3'"],
    ['engine process -> electron', host, "import { utilityProcess } from 'electron'"],
    ['engine process -> ipc', host, "import '../ipc/index.js'"],
    ['app -> engine', app, "import '../engine/copy/index.js'"],
    ['app -> renderer', app, "import '../../src-renderer/main.js'"],
    ['node:sqlite', () => engine, "import { DatabaseSync } from 'node:sqlite'"],
    ['node:sqlite, by import()', () => engine, "void import('node:sqlite')"],
  ])('%s', async (_name, path, text) => {
    expect(await objections(path(), text)).toHaveLength(1)
  })
})

describe('allowed', () => {
  test.each<[string, () => string, string]>([
    ['renderer -> types of the contract', () => renderer, "import type { Bridge } from '../src-preload/contract.js'"],
    ['renderer -> words', () => renderer, "import { languages } from '../src-main/words/language.js'"],
    ['app -> words', app, "import { languages } from '../words/language.js'"],
    ['engine -> words', () => engine, "import { languages } from '../words/language.js'"],
    ['renderer -> itself', () => renderer, "import './lib/format.js'"],
    ['preload -> types of the model', () => preload, "export type * from '../src-main/engine/model/index.js'"],
    ['preload -> electron', () => preload, "import { contextBridge } from 'electron'"],
    ['ipc -> contract', ipc, "import { requests } from '../../src-preload/contract.js'"],
    ['ipc -> errors', ipc, "import { HiveError } from '../engine/errors.js'"],
    ['ipc -> engine process', ipc, "import '../engine-process/client.js'"],
    ['app -> electron', app, "import { app } from 'electron'"],
    ['app -> ipc', app, "import '../ipc/index.js'"],
    ['cli -> types of the engine interface', cli, "import type { EngineApi } from '../engine/api.js'"],
    ['engine process -> engine', host, "import '../engine/index.js'"],
    ['engine -> better-sqlite3', () => engine, "import Database from 'better-sqlite3'"],
  ])('%s', async (_name, path, text) => {
    expect(await objections(path(), text)).toEqual([])
  })
})
