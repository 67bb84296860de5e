/** What going back came to, in sentences; never more than what was compared. */
import { t } from '../i18n/index.js'
import type { Install, RunSummary } from '../../src-preload/contract.js'

type Undone = NonNullable<RunSummary['undone']>

/** How the old Hive stands beside its backup; nothing where the backup held none. */
export function oldHiveWords({ old }: Undone): string {
  if (!old) return ''
  if (old.changed.length > 0) return t('backups.oldChanged')
  if (old.notCompared.length > 0 || old.identical === 0) return t('backups.oldNotCompared')
  return old.conversations ? t('backups.oldProved', { n: old.conversations }) : t('backups.oldProvedPlain')
}

/** The same on a later day: how it stood then. */
export function oldHiveThen({ old }: Undone): string {
  if (!old) return ''
  if (old.changed.length > 0) return t('home.oldWasChanged')
  if (old.notCompared.length > 0 || old.identical === 0) return t('home.oldWasNotCompared')
  return old.conversations ? t('home.oldWasProved', { n: old.conversations }) : t('home.oldWasProvedPlain')
}

/** The conversations of databases at these paths, as they were counted now; null where one is unknown or estimated. */
export function conversationsOf(paths: readonly string[], installs: readonly Install[]): number | null {
  const databases = installs.flatMap((install) => install.databases)
  let sum = 0
  for (const path of paths) {
    const found = databases.find((database) => database.path === path)
    const tables = found?.tables.filter(({ name }) => name === 'conversations')
    if (!tables || tables.some(({ approximate }) => approximate === true)) return null
    sum += tables.reduce((rows, table) => rows + table.rows, 0)
  }
  return sum > 0 ? sum : null
}
