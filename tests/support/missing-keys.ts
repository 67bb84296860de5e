import { parse } from 'smol-toml'
import type { TomlTable } from '../../src-main/engine/config/defaults.js'
import { problemsOf } from '../../src-main/engine/config/requirements.js'

/** What keeps the new Hive from loading a `config.toml`, as `section.key`; empty when it loads. */
export function missingKeys(content: string): string[] {
  return problemsOf(parse(content, { integersAsBigInt: true }) as TomlTable).map(({ key }) => key)
}
