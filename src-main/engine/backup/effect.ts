import { existsSync } from 'node:fs'
import { isSideFile } from '../files/paths.js'
import type { BackupEffect } from '../model/index.js'
import type { Manifest } from './manifest.js'

/** What putting a backup back would do now, by its manifest and by what lies at the paths in it. */
export function effectOf({ files, absentFolders }: Manifest): BackupEffect {
  const named = files.filter(({ origin }) => !isSideFile(origin))
  const back = named.filter(({ state, replaced, origin }) => state !== 'absent' && (replaced || !existsSync(origin)))
  const added = named.filter(({ state, replaced, origin }) => state === 'absent' && replaced && existsSync(origin))
  return {
    comesBack: back.map(({ origin }) => origin),
    goesAway: [...added.map(({ origin }) => origin), ...absentFolders.filter((folder) => existsSync(folder))],
    keeps: named.some(({ replaced, origin }) => replaced && existsSync(origin)),
    old: named.filter(({ role }) => role === 'source').map(({ origin }) => origin),
    oldStays: !back.some(({ role }) => role === 'source'),
  }
}
