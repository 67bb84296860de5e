import { HiveError } from '../../engine/errors.js'
import type { BackupInfo, RollbackResult } from '../../engine/model/index.js'
import { formatBytes, formatInstant, formatNoun } from '../../engine/report/format.js'
import type { RollbackOptions } from '../options.js'
import { clean } from '../output/clean.js'
import { textFacts, textTable } from '../output/layout.js'
import type { Paint } from '../output/paint.js'
import type { Outcome, Session } from '../session.js'

/** `rollback`: lists the backups, or takes a migration back after a confirmation. */
export async function runRollback(session: Session, options: RollbackOptions): Promise<Outcome> {
  // Said before anything is looked at: a script without --confirm is wrong whether there is a backup or not.
  if (!options.list && !options.confirm && !session.ask) {
    throw new HiveError('HM-USAGE', 'There is no terminal to ask on, and --confirm was not given.', {
      fix: 'See `hive-migrate rollback --list`, then run `hive-migrate rollback --backup ID --confirm`.',
    })
  }
  const backups = newestFirst(await session.call('backups', {}))
  if (options.list) return { document: { backups }, lines: backupLines(clean(backups), session.paint) }

  const chosen = options.backup ?? backups.find((backup) => backup.kind === 'migration')?.id
  if (chosen === undefined) throw new HiveError('HM-BACKUP-UNKNOWN', 'There is no backup of a migration yet.')
  if (!options.confirm && !session.common.yes) {
    await askFirst(
      session,
      chosen,
      backups.find((backup) => backup.id === chosen || backup.path === chosen),
    )
  }
  const result = await session.call('rollback', { backup: chosen, preserveNewData: options.preserveRustData })
  const of = backups.find((backup) => backup.id === result.backupId)
  return { document: result, lines: resultLines(clean(result), session.paint, of && clean(of)) }
}

/** Newest first, as a person looks for them. */
export function newestFirst(backups: BackupInfo[]): BackupInfo[] {
  return backups.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
}

/** The backups as a table. */
export function backupLines(backups: BackupInfo[], paint: Paint): string[] {
  if (backups.length === 0) return ['There are no backups yet: the first migration makes one.']
  const rows = backups.map((backup) => [
    backup.id,
    formatInstant(backup.createdAt),
    formatBytes(backup.bytes),
    backup.verified ? paint.good('verified') : paint.warn('not verified'),
    backup.kind === 'migration' ? backup.source : `${backup.source} ${paint.soft('(taken out by a rollback)')}`,
  ])
  return textTable(
    [{ title: 'Backup' }, { title: 'Made' }, { title: 'Size', align: 'right' }, { title: '' }, { title: 'Of' }],
    rows,
    paint.soft,
  )
}

async function askFirst(session: Session, id: string, backup: BackupInfo | undefined): Promise<void> {
  const { paint } = session
  const known = backup ? clean(backup) : null
  const facts: [string, string][] = known
    ? [
        ['Backup', `${known.id}  ${paint.soft(`${formatInstant(known.createdAt)}, ${formatBytes(known.bytes)}`)}`],
        ['Of', known.source],
        ['Brings back', 'exactly the files that were there before'],
        ['Takes out', `${known.target}  ${paint.soft('kept as a backup of its own')}`],
      ]
    : [['Backup', clean(id)]]
  const lines = [paint.bold('What will happen'), ...textFacts(facts, paint.soft), '']
  if (await session.ask?.(lines, 'Take the migration back now?')) return
  throw new HiveError('HM-CANCELLED', 'Nothing was started.', { fix: 'Run it again when you are ready.' })
}

function resultLines(result: RollbackResult, paint: Paint, backup?: BackupInfo): string[] {
  const part = (title: string, paths: string[]) =>
    paths.length === 0 ? [] : ['', `  ${paint.soft(title)}`, ...paths.map((path) => `    ${path}`)]
  return [
    `${paint.good('✓')} ${paint.bold('Everything is back as it was.')}${result.verified ? '' : paint.warn('  Not verified.')}`,
    ...(backup
      ? [
          '',
          ...textFacts(
            [
              ['Backup', backup.id],
              ['New Hive', backup.target],
            ],
            paint.soft,
          ),
        ]
      : []),
    ...oldHiveLines(result),
    ...part('Restored, byte for byte', result.restored),
    ...part('Gone again, as before', result.removed),
    ...part('Kept', result.kept),
    ...(result.keptBackupId
      ? ['', `${paint.soft('To undo this')}  hive-migrate rollback --backup ${result.keptBackupId}`]
      : []),
  ]
}

/** What was compared of the old Hive, and never more than that. */
function oldHiveLines({ old }: RollbackResult): string[] {
  if (!old) return []
  if (old.changed.length > 0)
    return ['', 'The old Hive was written to since the backup was made; it stays as it is now.']
  if (old.notCompared.length > 0 || old.identical === 0) return []
  const held = old.conversations === null ? '' : `, ${formatNoun(old.conversations, 'conversation')}`
  return ['', `The old Hive, compared with the backup: every byte is the same${held}.`]
}
