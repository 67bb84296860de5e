/**
 * What electron-builder would have the deb and the rpm made of. fpm itself, and the installing, are for .github/workflows: they
 * need a download. What is asked of fpm is all that the configuration decides.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { capture, root } from '../lib/project.mjs'
import { linuxSizes } from '../package/icons.mjs'
import { pack } from './pack.mjs'

const opt = '/opt/Hive Migration Assistant'
const program = 'hive-migration-assistant'
/** As the files are named, and as fpm is asked: it makes rpm's own word of amd64. */
const named = { deb: { x64: 'amd64', arm64: 'arm64' }, rpm: { x64: 'x86_64', arm64: 'aarch64' } }
const asked = { deb: named.deb, rpm: { x64: 'amd64', arm64: 'aarch64' } }

/** Packs deb and rpm with a stand-in for fpm; resolves to what was asked for, by kind and processor. */
export async function askedOfFpm(folder, some) {
  await pack(folder, some, {
    kinds: ['deb', 'rpm'],
    // Of a real release they are the repository's (.github/workflows/release.yml).
    settings: [
      '-c.extraMetadata.homepage=https://hive.invalid',
      ...['provider=github', 'owner=someone', 'repo=hive'].map((setting) => `-c.publish.${setting}`),
    ],
    env: { CUSTOM_FPM_PATH: join(root, 'tools/package-check/fpm-stand-in.mjs') },
  })
  return readdirSync(folder)
    .filter((name) => /\.(deb|rpm)\.json$/.test(name))
    .map((name) => ({ name: name.slice(0, -'.json'.length), ...JSON.parse(readFileSync(join(folder, name), 'utf8')) }))
}

function fieldProblems({ name, options }, kind, arch) {
  const wanted = {
    '-t': kind,
    '--architecture': asked[kind][arch],
    '--name': 'hive-migration-assistant',
    '--license': 'MIT',
    '--version': JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
  }
  const wrong = Object.entries(wanted).filter(([key, value]) => options[key]?.[0] !== value)
  const empty = ['--description', '--maintainer', '--vendor', '--category', '-d'].filter((key) => !options[key]?.[0])
  return [...wrong.map(([key, value]) => `${name}: ${key} is ${options[key]?.[0]}, not ${value}`), ...empty]
}

const wantedFiles = [
  opt,
  '/usr/bin/hive-migrate',
  '/usr/share/man/man1/hive-migrate.1',
  `/usr/share/applications/${program}.desktop`,
  ...linuxSizes.map((size) => `/usr/share/icons/hicolor/${size}x${size}/apps/${program}.png`),
]

function fileProblems({ name, cwd, files }) {
  const source = (to) => {
    const entry = files.find((file) => file.to === to)
    return entry ? resolve(cwd, entry.from) : ''
  }
  const missing = wantedFiles.filter((to) => !files.some((file) => file.to === to)).map((to) => `missing: ${to}`)
  const foreign = files.filter(({ to }) => !wantedFiles.includes(to)).map(({ to }) => `foreign: ${to}`)
  const gone = files.filter(({ from, text }) => !text && !existsSync(resolve(cwd, from))).map(({ from }) => from)
  if (missing.length + foreign.length + gone.length > 0)
    return [...missing, ...foreign, ...gone].map((what) => `${name}: ${what}`)
  const command = source('/usr/bin/hive-migrate')
  const wanted = { [command]: 0o755, [join(source(opt), 'hive-migrate')]: 0o755, [source(wantedFiles[2])]: 0o644 }
  const modes = Object.entries(wanted).filter(([file, mode]) => (statSync(file).mode & 0o777) !== mode)
  return [
    ...modes.map(([file]) => `${name}: ${file} has the mode ${(statSync(file).mode & 0o777).toString(8)}`),
    ...(readFileSync(command, 'utf8').includes(`exec '${opt}/hive-migrate' "$@"\n`)
      ? []
      : [`${command} starts another`]),
  ]
}

const wantedEntry = [
  'Name=Hive Migration Assistant',
  `Exec="${opt}/${program}" %U`,
  `Icon=${program}`,
  `StartupWMClass=${program}`,
  'Terminal=false',
  'Type=Application',
  'Categories=Utility;',
]

function entryProblems({ name, files }) {
  const lines = files.find(({ to }) => to.endsWith('.desktop'))?.text.split('\n') ?? []
  return wantedEntry.filter((line) => !lines.includes(line)).map((line) => `${name}: the menu's entry lacks ${line}`)
}

/** Scripts that run as root: they have to be ones that bash can read, and know our places. */
async function scriptProblems({ name, scripts }) {
  const problems = []
  for (const script of scripts) {
    const { status, output } = await capture('bash', ['-n', '-c', script], { seconds: 10 })
    if (status !== 0) problems.push(`${name}: ${output}`)
    if (!script.includes(`'${opt}/${program}'`)) problems.push(`${name}: a script does not know ${opt}`)
  }
  return problems
}

/** What is wrong with the packages of one processor. */
export async function linuxPackageProblems(requests, { arch }) {
  const problems = []
  for (const kind of ['deb', 'rpm']) {
    const found = requests.find(({ name }) => name.endsWith(`-${named[kind][arch]}.${kind}`))
    if (!found) problems.push(`there is no ${kind} for ${arch} among ${requests.map(({ name }) => name).join(', ')}`)
    else
      problems.push(
        ...fieldProblems(found, kind, arch),
        ...fileProblems(found),
        ...entryProblems(found),
        ...(await scriptProblems(found)),
      )
  }
  return problems
}
