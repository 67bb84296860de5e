/** Packs the app with electron-builder, around placeholder files where Electron's own would be. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { captureTool, projectEnvironment } from '../lib/project.mjs'
import { fuseNames, fuseSentinel } from './fuses.mjs'

/** A wire of fuses as it lies in Electron's binary: a mark, version 1, how many, and each as in a fresh Electron. */
const freshFuses = Buffer.concat([
  Buffer.from(fuseSentinel),
  Buffer.from([1, fuseNames.length]),
  Buffer.from('10110001'.slice(0, fuseNames.length)),
])

/**
 * What electron-builder wants to see of an Electron distribution. Electron's download is not reachable from every machine,
 * and what is checked here is our part of the package: so these files are empty but for the fuses that electron-builder
 * sets, and nothing here claims that Electron ran.
 */
function placeholderDistribution(folder) {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  for (const name of ['electron', 'version', 'LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, name), '')
  writeFileSync(join(folder, 'electron'), freshFuses)
  chmodSync(join(folder, 'electron'), 0o755)
}

/** Packs for linux-x64 below `folder`; resolves to the resources folder that holds app.asar. */
export async function pack(folder) {
  const distribution = join(folder, 'electron')
  const output = join(folder, 'packed')
  placeholderDistribution(distribution)
  const { status, output: words } = await captureTool(
    'electron-builder/cli.js',
    [
      ...['--linux', 'dir', '--x64', '--publish', 'never'],
      `-c.electronDist=${distribution}`,
      `-c.directories.output=${output}`,
    ],
    { seconds: 180, env: projectEnvironment({ CSC_IDENTITY_AUTO_DISCOVERY: 'false' }) },
  )
  if (status !== 0) throw new Error(`electron-builder failed:\n${words}`)
  return join(output, 'linux-unpacked', 'resources')
}
