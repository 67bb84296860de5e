/** What is measured, and whole migrations of it in processes of their own. */
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineContext } from '../api.js'
import type { MigrationResult } from '../model/index.js'
import { createSample } from '../sample/index.js'
import { countTable, openReadonly } from '../sqlite/open.js'
import { quoteName } from '../sqlite/quote.js'
import { tablesOf } from '../sqlite/introspect.js'
import type { Tuning } from '../tuning.js'
import { engineInProcess, type Measured } from './in-process.js'
import { copyInstall } from './live/private-copy.js'

export type Sample = {
  kind: 'made-up' | 'copy'
  home: string
  database: string
  conversations: number
  rows: number
  bytes: number
}

/** Makes an install up in the folder. */
export async function madeUp(folder: string, conversations: number): Promise<Sample> {
  const home = join(folder, 'home')
  const { database } = await createSample({ directory: home, conversations })
  const db = openReadonly(database)
  try {
    const rows = tablesOf(db, 'main').reduce((sum, { name }) => sum + countTable(db, `main.${quoteName(name)}`), 0)
    return { kind: 'made-up', home, database, conversations, rows, bytes: statSync(database).size }
  } finally {
    db.close()
  }
}

/** Copies an install into the folder. Rejects as `copyInstall` does. */
export async function copied(
  context: EngineContext,
  folder: string,
  from: string | undefined,
  conversations: number,
): Promise<Sample> {
  const copy = await copyInstall(context.environment, from, folder, { conversations, times: 2 })
  const { home, database, rows, bytes } = copy
  return { kind: 'copy', home, database, conversations: copy.conversations, rows, bytes }
}

/** Migrates the sample, each time to a place of its own that is gone afterwards. */
export function migrations(context: EngineContext, folder: string, sample: Sample, worker?: string) {
  let run = 0
  return async (tuning?: Tuning): Promise<Measured<MigrationResult>> => {
    const place = join(folder, `run-${++run}`)
    const environment = {
      ...{ platform: context.environment.platform, home: sample.home, homeGiven: true, env: {}, tmpdir: folder },
      stateHome: join(place, 'state'),
    }
    try {
      return await engineInProcess(
        {
          ...{ environment, method: 'migrate', tuning },
          request: { type: 'upgrade', validation: 'standard', resume: false, to: join(place, 'new', 'hive-ai.db') },
        },
        { signal: context.signal, worker },
      )
    } finally {
      rmSync(place, { recursive: true, force: true })
    }
  }
}
