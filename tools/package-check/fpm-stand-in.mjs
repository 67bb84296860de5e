#!/usr/bin/env node
/**
 * Takes the place of fpm, which makes deb and rpm and which electron-builder downloads: writes down what it was asked to make,
 * with the scripts and texts that are gone afterwards, instead of making it.
 */
import { readFileSync, writeFileSync } from 'node:fs'

const values = new Map()
const files = []
const flags = new Set(['--force', '--debug'])
const args = process.argv.slice(2)
for (let arg = args.shift(); arg !== undefined; arg = args.shift()) {
  if (flags.has(arg)) continue
  if (arg.startsWith('-')) values.set(arg, [...(values.get(arg) ?? []), args.shift()])
  else {
    const [from = '', to = ''] = arg.split('=')
    const small = to.endsWith('.desktop')
    files.push({ from, to, ...(small ? { text: readFileSync(from, 'utf8') } : {}) })
  }
}
const [made] = values.get('--package')
const scripts = ['--after-install', '--after-remove'].map((name) => readFileSync(values.get(name)[0], 'utf8'))
writeFileSync(made, '')
writeFileSync(
  `${made}.json`,
  JSON.stringify({ cwd: process.cwd(), options: Object.fromEntries(values), files, scripts }),
)
