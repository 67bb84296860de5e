/** electron-builder's hook between packing and signing. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * electron-builder copies what it finds and only warns of what it does not; and on macOS it allows the app every insecure
 * connection, of which it makes none. The check for updates is encrypted, and what it loads comes to macOS by localhost.
 *
 * @param {import('electron-builder').AfterPackContext} context
 */
export default async function afterPack({ packager, appOutDir, electronPlatformName }) {
  const resources = packager.getResourcesDir(appOutDir)
  const command =
    electronPlatformName === 'darwin'
      ? join(resources, 'hive-migrate')
      : join(appOutDir, electronPlatformName === 'win32' ? 'hive-migrate.cmd' : 'hive-migrate')
  const wanted = [join(resources, 'LICENSE.txt'), join(resources, 'THIRD-PARTY-LICENSES.txt'), command]
  const missing = wanted.filter((file) => !existsSync(file))
  if (missing.length > 0) throw new Error(`Not in the package: ${missing.join(', ')}`)
  if (electronPlatformName === 'darwin') denyInsecureLoads(join(resources, '..', 'Info.plist'))
}

function denyInsecureLoads(file) {
  const before = readFileSync(file, 'utf8')
  const after = before.replace(/(<key>NSAllowsArbitraryLoads<\/key>\s*)<true\s*\/>/, '$1<false/>')
  if (after === before) throw new Error('Info.plist allows no insecure loads any more: this hook has lost its purpose')
  writeFileSync(file, after)
}
