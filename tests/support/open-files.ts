import { readdirSync, readlinkSync } from 'node:fs'

/** The files below a folder that this process has open; none where the system cannot say. */
export function openFilesBelow(folder: string): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc/self/fd')
    .map((name) => {
      try {
        return readlinkSync(`/proc/self/fd/${name}`)
      } catch {
        // The one that was listing them.
        return ''
      }
    })
    .filter((path) => path.startsWith(`${folder}/`))
}
