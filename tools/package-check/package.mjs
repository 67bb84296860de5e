/** One package, read back. */
import { join } from 'node:path'
import * as contents from './contents.mjs'
import { fuseProblems } from './fuses.mjs'
import { identityProblems } from './identity.mjs'
import { integrityProblems } from './integrity.mjs'
import { record } from './record.mjs'

/** Checks the files of one package; answers what has to be the same in every other (`reference`, once there is one). */
export async function checkContents(folder, target, reference) {
  const archive = join(folder, target.resources, 'app.asar')
  const { name } = target
  record(
    `${name}: exactly our files are in app.asar`,
    contents.compareFiles(contents.expectedFiles(target), contents.packedFiles(archive)),
  )
  record(
    `${name}: around it, Electron's files, ours, and one native file`,
    contents.compareFiles(contents.expectedInPackage(target), contents.filesBelow(join(folder, target.folder))),
  )
  const native = join(folder, target.resources, 'app.asar.unpacked', target.native)
  record(`${name}: the native file is for it`, contents.nativeProblems(native, name))
  const { main } = contents.packedManifest(archive)
  record(`${name}: package.json starts main`, main === 'out/main/index.js' ? [] : [`main is ${main}`])
  record(`${name}: the fuses are set as decided`, fuseProblems(join(folder, target.fuses)))
  if (target.platform !== 'linux')
    record(`${name}: the program knows the hash of app.asar`, integrityProblems(folder, target))
  if (target.platform !== 'linux')
    record(`${name}: it says its name, version and icon`, identityProblems(folder, target))
  const common = contents.commonContents(archive, target)
  const different = Object.keys({ ...reference, ...common }).filter((file) => reference?.[file] !== common[file])
  if (reference) record(`${name}: all but the native file is as in the first package`, different)
  const { sizes, problems } = contents.weigh(folder, target)
  record(`${name}: every part is within its budget`, problems)
  const words = Object.entries(sizes).map(([part, bytes]) => `${part} ${Math.ceil(bytes / 1000)} kB`)
  console.log(`       ${words.join(', ')}`)
  return common
}
