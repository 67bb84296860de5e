/** The hash of app.asar that electron-builder wrote where Electron will look for it, compared with the archive itself. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { getRawHeader } from '@electron/asar'
import { root } from '../lib/project.mjs'

const builder = createRequire(join(root, 'node_modules/app-builder-lib/out/index.js'))

function written(folder, target) {
  if (target.platform === 'darwin') {
    const plist = readFileSync(join(folder, target.app, 'Info.plist'), 'utf8')
    const [, hash] =
      /<key>Resources\/app\.asar<\/key>\s*<dict>\s*<key>algorithm<\/key>\s*<string>SHA256<\/string>\s*<key>hash<\/key>\s*<string>([0-9a-f]+)</.exec(
        plist,
      ) ?? []
    return hash
  }
  const { NtExecutable, NtExecutableResource } = builder('resedit')
  const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(join(folder, target.program))))
  const entry = entries.find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR')
  const [list] = entry ? JSON.parse(Buffer.from(entry.bin).toString()) : []
  return list?.file === 'resources\\app.asar' && list.alg === 'SHA256' ? list.value : undefined
}

/** What is wrong with the hash; Electron has no such check on Linux. */
export function integrityProblems(folder, target) {
  if (target.platform === 'linux') return []
  const { headerString } = getRawHeader(join(folder, target.resources, 'app.asar'))
  const hash = createHash('sha256').update(headerString).digest('hex')
  const found = written(folder, target)
  return found === hash ? [] : [`written is ${found}, the archive has ${hash}`]
}
