#!/usr/bin/env node
/** Writes docs/man/hive-migrate.1 anew: `npm run man`. tests/tooling/man-page.test.ts holds that it is up to date. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { root } from '../lib/project.mjs'
import { manPage } from './page.mjs'

const source = async (file) => (await runnerImport(join(root, file), { configFile: false, logLevel: 'error' })).module
const text = (file) => readFileSync(join(root, file), 'utf8')

const { createProgram } = await source('src-main/cli/program.ts')
const { examples } = await source('src-main/cli/examples.ts')
const { version } = JSON.parse(text('package.json'))
const program = createProgram({ version, color: false, show: () => undefined, choose: () => undefined })
mkdirSync(join(root, 'docs/man'), { recursive: true })
const page = 'docs/man/hive-migrate.1'
writeFileSync(join(root, page), manPage({ program, examples, guide: text('docs/user-guide.md'), version }))
console.log(`Made ${page}`)
