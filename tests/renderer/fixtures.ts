/** What a real engine answers for two installs: 77 conversations (5 MB) and 10,000 (312 MB). */
import type {
  Analysis,
  Failure,
  Install,
  Preflight,
  PreflightCheck,
  Preview,
  ProgressEvent,
  Unreadable,
} from '../../src-preload/contract.js'

export const home = '/home/mira'
export const state = `${home}/.local/share/hive-migrate`
export const runId = '20261122-140231-7f3a'

type Row = [name: string, rows: number, target: string, changes: string[]]

export const rows: Row[] = [
  ['conversations', 77, 'conversations', ['title is made from the first 100 characters of the question']],
  ['stage_outputs', 308, 'stage_outputs', ['stage_name keeps its spelling; full_output is copied word for word']],
  [
    'knowledge_base',
    74,
    'knowledge_base',
    [
      'semantic_embedding is copied byte for byte',
      '2 created_at in Unix seconds become ISO 8601; the raw values are kept',
    ],
  ],
  ['conversation_topics', 231, 'conversation_topics', ['confidence is also readable as weight']],
  ['conversation_keywords', 512, 'conversation_keywords', []],
  ['conversation_context', 46, 'conversation_context', []],
  ['stage_confidence', 180, 'stage_confidence', ['1 row names a stage output that does not exist: set aside']],
  ['consensus_metrics', 41, 'consensus_metrics', []],
  ['curator_truths', 74, 'curator_truths', []],
  ['stage_evolution', 70, 'stage_evolution', []],
  ['hive_drafts', 12, 'legacy_hive_drafts', ['No place in the new Hive: carried word for word']],
  ['conversation_threads', 0, 'conversation_threads', []],
  ['knowledge_conversations', 0, 'knowledge_conversations', []],
]

export const small: Install = {
  path: `${home}/.hive-ai`,
  version: '1.22.98',
  lastUsed: '2025-07-19T17:08:41.000Z',
  databases: [
    {
      path: `${home}/.hive-ai/hive-ai-knowledge.db`,
      realPath: `${home}/.hive-ai/hive-ai-knowledge.db`,
      shape: 'S-B',
      bytes: 5_142_528,
      tables: rows.map(([name, count]) => ({ name, rows: count })),
      modifiedAt: '2025-07-19T17:08:41.000Z',
      issues: [],
      newest: {
        at: '2025-07-19T17:08:41.000Z',
        question:
          'How do I stop two instances of a program from writing the same file, also when one of them has crashed and left its lock behind for whoever comes…',
      },
    },
  ],
  configFiles: [
    { path: `${home}/.hive-ai/config.json`, shape: 'J1', bytes: 1_204, fate: 'the file is kept word for word' },
  ],
  issues: [],
  compatibility: { score: 0.98, complexity: 'simple' },
}

export const large: Install = {
  ...small,
  path: '/mnt/archive/work laptop/hive-ai',
  version: null,
  lastUsed: '2025-03-02T09:12:00.000Z',
  databases: small.databases.map((database) => ({
    ...database,
    path: '/mnt/archive/work laptop/hive-ai/hive-ai-knowledge.db',
    realPath: '/mnt/archive/work laptop/hive-ai/hive-ai-knowledge.db',
    bytes: 312_475_648,
    newest: { at: '2025-03-02T09:11:00.000Z', question: '' },
    tables: rows.map(([name, count]) => ({ name, rows: Math.round((count * 10_000) / 77) })),
    issues: [
      {
        severity: 'warning',
        code: 'HM-SOURCE-WAL',
        message:
          'hive-ai-knowledge.db-wal is damaged: SQLite, and so the old Hive, does not read its last 3 pages. Changes shortly before the damage may be missing.',
        fix: 'Compare what you did last with what the old Hive shows before you go on.',
      },
    ],
  })),
}

const damaged: Install = {
  ...small,
  path: `${home}/old/hive`,
  version: null,
  databases: [
    {
      path: `${home}/old/hive/hive-ai.db`,
      realPath: `${home}/old/hive/hive-ai.db`,
      shape: 'not-a-database',
      bytes: 8_192,
      tables: [],
      modifiedAt: '2024-01-02T00:00:00.000Z',
      issues: [
        {
          severity: 'error',
          code: 'HM-SOURCE-NOT-A-DATABASE',
          message: 'hive-ai.db is not a SQLite database.',
          fix: 'Choose a backup of it, if there is one.',
        },
      ],
    },
  ],
  configFiles: [],
  lastUsed: null,
  compatibility: { score: 0.2, complexity: 'expert' },
}

const torn = `${home}/.hive-ai/hive-ai-knowledge.db`
const tornDetail = `SQLite finds damage in ${torn}: Tree 9 page 412 cell 3: Rowid 186 out of order; Tree 9 page 413: btreeInitPage() returns error code 11; Tree 14 page 980: btreeInitPage() returns error code 11`

/** The small install with a database that lost pages. */
export const tornInstall: Install = {
  ...small,
  databases: small.databases.map((database) => ({
    ...database,
    shape: 'unreadable',
    tables: [],
    newest: undefined,
    issues: [
      {
        severity: 'error',
        code: 'HM-SOURCE-CORRUPT',
        message: `The old database is damaged. ${tornDetail}`,
        fix: 'Restore a backup of the old database and migrate that; or migrate what can still be read with `hive-migrate quick --salvage`.',
      },
    ],
  })),
  compatibility: { score: 0.2, complexity: 'expert' },
}

export const tornFailure: Failure = {
  code: 'HM-SOURCE-CORRUPT',
  title: 'The old database is damaged',
  detail: tornDetail,
  safe: 'Nothing was changed: your old data and the new app are exactly as they were.',
  fix: 'Restore a backup of the old database and migrate that; or migrate what can still be read with `hive-migrate quick --salvage`.',
  exit: 3,
}

export const unreadable: Unreadable[] = [
  {
    table: 'stage_outputs',
    rows: 12,
    detail: '12 rows are named by the table or an index but cannot be read; database disk image is malformed',
  },
  { table: 'conversation_keywords', rows: null, detail: 'its pages point in circles' },
  { table: 'knowledge_base', rows: 0, detail: 'cells that cannot be read are NULL now: semantic_embedding of 12' },
]

/** As the engine says it in warnings, checks and plans. */
export const unreadableWarnings = unreadable.map(({ table, rows, detail }) => {
  const what = rows === null ? 'an unknown number of rows' : rows === 0 ? 'a part' : `${rows} rows`
  return `The old database is damaged: ${what} of ${table} could not be read (${detail}).`
})

export const target = `${home}/.hive/hive-ai.db`
const looked = [
  `${home}/.hive-ai`,
  `${home}/.hive`,
  `${home}/.config/hive`,
  `${home}/.hive/data`,
  `${home}/.hive.backup`,
  `${home}/.hive-ai.db`,
]

export const found: Analysis = {
  installs: [small],
  looked,
  target: { path: target, kind: 'absent', bytes: 0, migrated: null },
}
export const several: Analysis = { ...found, installs: [small, large, damaged] }
export const nothing: Analysis = { ...found, installs: [] }
export const tornFound: Analysis = { ...found, installs: [tornInstall] }
export const tornBesides: Analysis = { ...found, installs: [small, { ...tornInstall, path: `${home}/.hive.backup` }] }
export const migratedAnalysis: Analysis = {
  ...found,
  target: {
    path: target,
    kind: 'ours',
    bytes: 6_291_456,
    migrated: { runId, at: '2026-11-22T14:02:33.000Z', rows: 1_625, source: small.path },
  },
}

const check = (name: string, title: string, detail: string) => ({ name, title, detail, status: 'passed' as const })

export const passed: Preflight = {
  passed: true,
  checks: [
    check('source-sound', 'The old database is readable and sound', '1,625 rows in 13 tables; SQLite finds no damage.'),
    check('source-quiet', 'Nobody is writing to it', 'No other program has the old database open.'),
    check('target-free', 'The new place may be written', `Nothing is at ${target} yet.`),
    check('target-quiet', 'The new Hive is not running', 'No program has the new database open.'),
    check('target-writable', 'The new folder is writable', `${home}/.hive is writable.`),
    check('backup-writable', 'There is a place for the backup', `${state}/backups is writable.`),
    check('disk-space', 'There is enough disk space', 'About 31 MB are needed, and there is room.'),
  ],
}

export const failedChecks: Preflight = {
  passed: false,
  checks: passed.checks.map((one) => {
    if (one.name === 'source-quiet') {
      return {
        ...one,
        status: 'warning',
        detail: 'node (process 4711) has it open. It is copied through SQLite, as it is at that moment.',
      }
    }
    if (one.name !== 'disk-space') return one
    return {
      ...one,
      status: 'failed',
      detail: 'the backup and the new database need 31 MB on the volume of /home; 12 MB are free.',
      code: 'HM-DISK-SPACE',
      fix: 'Free 19 MB there, or choose another disk.',
    }
  }),
}

const withCheck = (name: string, change: Partial<PreflightCheck>): Preflight => ({
  passed: change.status !== 'failed',
  checks: passed.checks.map((one) => (one.name === name ? { ...one, ...change } : one)),
})

export const sourceInUse = withCheck('source-quiet', {
  status: 'warning',
  detail: `node (process 4711) has it open. It is copied through SQLite, as it is at that moment. What it writes meanwhile is taken up before the end.`,
  code: 'HM-SOURCE-IN-USE',
  fix: 'Better quit that program first: then nothing has to be copied twice.',
})
export const targetInUse = withCheck('target-quiet', {
  status: 'failed',
  detail: `hive (process 4712) has ${target} open.`,
  code: 'HM-TARGET-IN-USE',
  fix: 'Quit the new Hive, then try again.',
})
export const targetHeld = withCheck('target-free', {
  status: 'failed',
  detail: `${target} holds search tables of another program, whose contents cannot be moved row by row: notes_fts.`,
  code: 'HM-TARGET-HAS-DATA',
  fix: 'Choose another target with --to, or remove these tables with the program that made them.',
})
export const targetNewer = withCheck('target-free', {
  status: 'failed',
  detail: `${target} was written by a newer program: schema_migrations is at 15, and the newest known is 14.`,
  code: 'HM-TARGET-NEWER',
  fix: 'Get the newest Hive Migration Assistant, or choose another target with --to.',
})

export const salvageChecks: Preflight = {
  passed: true,
  checks: passed.checks.map((one) => {
    if (one.name !== 'source-sound') return one
    const detail = `1,613 rows in 13 tables can be read. ${unreadableWarnings.join(' ')}`
    return { ...one, status: 'warning', title: 'What can be read of the damaged database is moved', detail }
  }),
}

export const preview: Preview = {
  source: { path: `${home}/.hive-ai/hive-ai-knowledge.db`, shapes: ['S-B'], bytes: 5_142_528 },
  target: { path: target, kind: 'absent' },
  tables: rows.map(([name, count, to, changes]) => {
    return { database: `${home}/.hive-ai/hive-ai-knowledge.db`, name, rows: count, target: to, changes }
  }),
  config: [
    { from: 'config.json:/openrouter_api_key', to: 'configurations.openrouter_api_key', action: 'move' },
    { from: 'config.json:/license_key', to: 'configurations.hive_license_key', action: 'move' },
    {
      from: 'config.json:/consensus/streaming',
      to: 'config.toml consensus.streaming.enabled',
      action: 'transform',
    },
    {
      from: 'config.json:/database_path',
      to: 'legacy_config',
      action: 'carry',
      reason: 'it would point the new Hive at the old file',
    },
    {
      from: 'config.json:/encrypted_token',
      to: 'migration_quarantine',
      action: 'ask-again',
      reason: 'only the old Hive could read it: enter this key again in the new Hive',
    },
  ],
  estimate: { seconds: { low: 2, high: 6 }, diskBytes: 31_000_000 },
  issues: [
    {
      severity: 'warning',
      code: 'HM-CONFIG-MODEL',
      message: 'Models that OpenRouter may not know under this name were kept as they are: my/own-model.',
      fix: 'Choose other models in the new Hive where one of them does not answer.',
    },
    {
      severity: 'info',
      code: 'HM-ALREADY-MIGRATED',
      message: 'This was migrated before: a run compares, and moves only what is new.',
      fix: 'What is there stays as it is; where nothing is new, nothing is done.',
    },
  ],
}

/** Of a stage: half of the conversations now, four are there already. */
export const stagedPreview: Preview = {
  ...preview,
  stage: {
    parts: ['settings', 'conversations'],
    since: null,
    until: '2025-07-01 00:00:00',
    undated: false,
    conversations: { chosen: 31, there: 4, left: 42, undated: 0 },
  },
}

/** The engine's own words for a source that another program holds. */
export const lockedFailure: Failure = {
  code: 'HM-SOURCE-LOCKED',
  title: 'Another program has locked the old database',
  detail: `${home}/.hive-ai/hive-ai-knowledge.db is locked.`,
  safe: 'Nothing was changed: your old data and the new app are exactly as they were.',
  fix: 'Quit the old Hive (and editors that use it), then try again.',
  exit: 4,
}

export const salvagePreview: Preview = {
  ...preview,
  issues: [
    ...unreadableWarnings.map((message) => ({
      severity: 'warning' as const,
      code: 'HM-SOURCE-CORRUPT',
      message,
      fix: 'A backup of the old database from before the damage would have everything.',
    })),
    ...preview.issues,
  ],
}

export function progress(
  phase: ProgressEvent['phase'],
  fraction: number,
  more: Partial<ProgressEvent> = {},
): ProgressEvent {
  const rowsTotal = 211_040
  return {
    type: 'progress',
    runId,
    phase,
    label: 'Copying stage outputs',
    fraction,
    rowsDone: Math.round(rowsTotal * Math.min(1, fraction * 1.4)),
    rowsTotal,
    rowsPerSecond: 84_210,
    bytesDone: Math.round(312_475_648 * fraction),
    bytesTotal: 312_475_648,
    secondsLeft: { low: 62, high: 115 },
    elapsedMs: Math.round(fraction * 80_000),
    cancellable: true,
    ...more,
  }
}
