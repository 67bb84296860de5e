import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'

/** A path as a shell would read it, made absolute: `~` is the home folder, and quotes around the whole are none of it. */
export function typedPath(typed: string): string {
  const text = typed.trim()
  const bare = /^(['"])(.*)\1$/.exec(text)?.[2] ?? text
  if (bare === '~' || /^~[/\\]/.test(bare)) return join(homedir(), bare.slice(1))
  return isAbsolute(bare) ? bare : resolve(bare)
}
