#!/usr/bin/env node
/**
 * `npm run sbom [-- FILE]`: the bill of materials of what we ship, as CycloneDX 1.6. It lists the packages whose code really is
 * in out/ (the bundler says which, shipped.mjs), the Electron around it and the SQLite inside the driver; not what they were
 * built and tested with. The same build gives the same file: no time of day, and a serial number that follows from the rest.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findNode24, isModern } from '../lib/node24.mjs'
import { root, runProgram } from '../lib/project.mjs'

const json = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'))

/** `pkg:npm/%40scope/name@1.0.0`, as the specification of package URLs spells it. */
const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`

/** The hash that npm's lock file holds, of the package as it was downloaded. */
function hashes(integrity) {
  const [algorithm, base64] = integrity.split('-')
  if (algorithm !== 'sha512') throw new Error(`A hash that is no SHA-512: ${integrity}`)
  return [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }]
}

/** SPDX has one word for one licence; what is more than that is an expression. */
const licenses = (license) => (/\s/.test(license) ? [{ expression: license }] : [{ license: { id: license } }])

/** One package of npm. */
function component({ folder, name, version, license }, lock) {
  const { integrity } = lock.packages[folder]
  const reference = purl(name, version)
  return {
    type: 'library',
    'bom-ref': reference,
    name,
    version,
    licenses: licenses(license),
    purl: reference,
    hashes: hashes(integrity),
  }
}

/** SQLite, which better-sqlite3's binary was compiled with. */
async function sqlite() {
  const { default: Database } = await import('better-sqlite3')
  const db = new Database(':memory:')
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get())
  db.close()
  return {
    type: 'library',
    'bom-ref': `pkg:generic/sqlite@${version}`,
    name: 'sqlite',
    version,
    licenses: [{ license: { id: 'blessing' } }],
    purl: `pkg:generic/sqlite@${version}`,
  }
}

/** Text as a UUID that is always the same for it (version 8: made by us, from SHA-256). */
function uuidOf(text) {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The bill of materials of out/ as it is built. */
export async function billOfMaterials() {
  const list = 'out/licenses/shipped.json'
  if (!existsSync(join(root, list))) throw new Error('There is no out/ yet: npm run build')
  const lock = json('package-lock.json')
  const { name, version, description, license } = json('package.json')
  const electron = json('node_modules/electron/package.json')
  const shipped = [
    ...json(list),
    { folder: 'node_modules/electron', name: 'electron', version: electron.version, license: electron.license },
  ]
  const parts = [...shipped.map((entry) => component(entry, lock)), await sqlite()]
  const app = {
    type: 'application',
    'bom-ref': purl(name, version),
    name,
    version,
    description,
    licenses: licenses(license),
  }
  const direct = parts.map((part) => part['bom-ref']).filter((reference) => !reference.startsWith('pkg:generic/'))
  const inside = parts.filter((part) => part.name === 'sqlite').map((part) => part['bom-ref'])
  const driver = parts.find((part) => part.name === 'better-sqlite3')?.['bom-ref']
  const body = {
    metadata: { component: { ...app, purl: purl(name, version) } },
    components: parts,
    dependencies: [
      { ref: app['bom-ref'], dependsOn: direct },
      { ref: driver, dependsOn: inside },
    ],
  }
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(body))}`,
    version: 1,
    ...body,
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (isModern()) {
    const text = `${JSON.stringify(await billOfMaterials(), null, 2)}\n`
    const [file] = process.argv.slice(2)
    if (file) writeFileSync(file, text)
    else process.stdout.write(text)
  } else process.exitCode = await runProgram(findNode24(), [fileURLToPath(import.meta.url), ...process.argv.slice(2)])
}
