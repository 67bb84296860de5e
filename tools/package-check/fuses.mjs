/** The fuses of the packed Electron binary, read back as Electron itself reads them. */
import { readFileSync } from 'node:fs'

/** Where the wire begins in the binary; a constant of Electron. */
export const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** In the order of the wire. */
export const fuseNames = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
]

/** What docs/adr/0010-fuses.md decided. */
export const decidedFuses = {
  runAsNode: true,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
}

/** What differs between the fuses of a binary and what was decided. */
export function fuseProblems(binary) {
  const bytes = readFileSync(binary)
  const at = bytes.indexOf(fuseSentinel)
  if (at < 0) return ['the binary has no fuses']
  const wire = bytes.subarray(at + fuseSentinel.length + 2)
  return fuseNames.flatMap((name, index) => {
    const on = wire[index] === '1'.charCodeAt(0)
    return on === decidedFuses[name] ? [] : [`${name} is ${on ? 'on' : 'off'}`]
  })
}
