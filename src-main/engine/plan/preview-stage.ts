import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BuildSource } from '../copy/build.js'
import { chooseRowsOf } from '../copy/choice.js'
import { registerRepairs } from '../copy/functions.js'
import { stageTables } from '../copy/stage.js'
import { makePrivateFolder } from '../files/private-folder.js'
import type { PrivateView } from '../files/private-view.js'
import type { Environment, StageOutcome } from '../model/index.js'
import { estimateAbove } from '../sources/inspect.js'
import { recogniseHive } from '../sources/recognise.js'
import { utf8View } from '../sources/utf8-twin.js'
import { tablesOf } from '../sqlite/introspect.js'
import { attach, detach, openReadonly, sparseTemporary } from '../sqlite/open.js'
import { keepsRows, type Prepared } from './prepare.js'
import { bringsUndated, type PlannedStage } from './stage.js'
import { planTables, type PlannedTable } from './tables.js'

/** An old database and where its tables go, as a preview has planned it. */
type PreviewedSource = { path: string; bytes: number; salvage: boolean; tables: PlannedTable[] }

/**
 * Counts what a fresh or staged migration would move and leave, by the choice that the copy itself makes, and notes it at
 * the planned tables. Reads private views. Above 1 GB, and where a database is damaged, nothing is counted.
 */
export function previewStage(environment: Environment, prepared: Prepared, sources: PreviewedSource[]): StageOutcome {
  const stage = prepared.stage
  if (!stage) throw new Error('There is no stage to preview')
  const { target } = prepared
  const [kept, bytes] = [keepsRows(target.kind), sources.reduce((sum, source) => sum + source.bytes, 0)]
  if (bytes + (kept ? target.bytes : 0) > estimateAbove || sources.some(({ salvage }) => salvage))
    return uncounted(stage)
  const views: PrivateView[] = []
  const view = (made: PrivateView) => {
    views.push(made)
    return made.path
  }
  // What is attached is as read-only as the connection, and only a file can be.
  const folder = makePrivateFolder(environment.tmpdir, 'view')
  try {
    writeFileSync(join(folder, 'empty.db'), '')
    const olds = sources.map(({ path, tables }, index): BuildSource => {
      return {
        path,
        folded: view(utf8View(path, environment.tmpdir)),
        role: 'old',
        tables,
        prefix: index === 0 ? '' : `${index + 1}:`,
      }
    })
    const own: BuildSource = { path: target.path, folded: '', role: 'kept', tables: [], prefix: 'kept:' }
    return count(
      join(folder, 'empty.db'),
      stage,
      kept ? [{ ...own, folded: view(utf8View(target.path, environment.tmpdir)) }, ...olds] : olds,
    )
  } finally {
    for (const each of views) each.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function count(empty: string, stage: PlannedStage, sources: BuildSource[]): StageOutcome {
  const db = openReadonly(empty)
  try {
    sparseTemporary(db)
    registerRepairs(db)
    let attached = false
    const enter = (source: BuildSource) => {
      if (attached) detach(db, 'old')
      attach(db, source.folded, 'old')
      attached = true
      if (source.role === 'kept') source.tables = planTables(recogniseHive(tablesOf(db, 'old')))
      stageTables({ db, tables: source.tables, prefix: source.prefix })
    }
    return chooseRowsOf({ db, stage, sources, enter })
  } finally {
    db.close()
  }
}

function uncounted(stage: PlannedStage): StageOutcome {
  const { parts, since, until } = stage
  return { parts, since, until, undated: bringsUndated(stage), conversations: null }
}
