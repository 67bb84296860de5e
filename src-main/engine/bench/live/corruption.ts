import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { filesFolder, readManifest } from '../../backup/manifest.js'
import { formatNoun } from '../../report/format.js'
import { number, openReadonly } from '../../sqlite/open.js'
import { call, Checks, failureOf, machineIn, migrate, type Scenario, type Stage } from './scenario.js'

type Damage = { name: string; strike: (file: string) => void }

const pageOf = (file: string) => {
  const db = openReadonly(file)
  try {
    const size = Number(db.pragma('main.page_size', { simple: true }))
    return {
      size,
      root: number(
        db,
        `SELECT rootpage AS root FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 1 AND name NOT LIKE 'sqlite_%'
       ORDER BY rootpage LIMIT 1`,
      ),
    }
  } finally {
    db.close()
  }
}

const damages: Damage[] = [
  { name: 'a file whose first bytes are gone', strike: (file) => overwrite(file, 0, 100) },
  { name: 'a file that was cut in half', strike: (file) => truncateSync(file, Math.floor(statSync(file).size / 2)) },
  {
    name: 'a page of a table that was overwritten',
    strike: (file) => {
      const { size, root } = pageOf(file)
      overwrite(file, (root - 1) * size, size)
    },
  },
]

/** Whether damage is found: in the source before anything is written, and in a backup before anything is taken back. */
export const corruption: Scenario = {
  name: 'corruption',
  title: 'Damaged files are found',
  play: async (stage) => {
    const checks = new Checks()
    for (const [index, damage] of damages.entries()) await strikeSource(stage, checks, damage, index)
    await strikeBackup(stage, checks)
    const found = checks.all.filter(({ passed }) => passed).length
    return {
      summary: `${found} of ${formatNoun(checks.all.length, 'damage')} found, and nothing changed`,
      figures: { damages: checks.all.length, found },
      checks: checks.all,
    }
  },
}

async function strikeSource(stage: Stage, checks: Checks, { name, strike }: Damage, index: number): Promise<void> {
  const home = join(stage.folder, `home-${index}`)
  const database = join(home, '.hive-ai', 'hive-ai-knowledge.db')
  mkdirSync(dirname(database), { recursive: true })
  copyFileSync(stage.copy.database, database)
  strike(database)
  const target = join(stage.folder, `new-${index}`, 'hive-ai.db')
  const machine = machineIn(stage, home, `state-${index}`)
  const failure = await failureOf(stage, migrate(stage, { machine, to: target, from: database }))
  const refused = failure?.exit === 3
  const nothing = !existsSync(dirname(target)) && isEmpty(join(machine.stateHome, 'backups'))
  const what = failure ? failure.code : 'it was migrated as if it were sound'
  checks.demand(`Refused: ${name}`, refused && nothing, nothing ? what : `${what}, and something was left behind`)
}

async function strikeBackup(stage: Stage, checks: Checks): Promise<void> {
  const machine = machineIn(stage, stage.copy.home, 'state-backup')
  const target = join(stage.folder, 'new-backup', 'hive-ai.db')
  const { answer } = await migrate(stage, { machine, to: target })
  const backup = answer.backup?.path ?? ''
  const [largest] = readManifest(backup)
    .files.filter(({ state }) => state !== 'absent')
    .toSorted((a, b) => b.bytes - a.bytes)
  if (!largest) return
  const middle = Math.floor(largest.bytes / 2)
  overwrite(join(filesFolder(backup), largest.file), middle, 1)
  const failure = await failureOf(stage, call(stage, machine, 'rollback', { backup: answer.backup?.id ?? '' }))
  const refused = failure?.code === 'HM-BACKUP-DAMAGED' && existsSync(target)
  checks.demand('Refused: a backup in which one byte changed', refused, failure?.code ?? 'it was taken back')
}

/** Inverts bytes, so that every one of them is another than before. */
function overwrite(path: string, at: number, bytes: number): void {
  const file = openSync(path, 'r+')
  try {
    const noise = Buffer.alloc(bytes, 0xa5)
    writeSync(file, noise, 0, bytes, at)
  } finally {
    closeSync(file)
  }
}

function isEmpty(folder: string): boolean {
  return !existsSync(folder) || readdirSync(folder).length === 0
}
