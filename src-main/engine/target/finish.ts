import type { Build } from '../copy/build.js'
import { once } from '../copy/checkpoints.js'
import { faultPoint } from '../faults.js'
import { indexTables, withSmallCache } from './indexes.js'
import { createSearchSql, createTriggersSql, fillSearchSql } from './schema/index.js'

/**
 * Makes the rows usable: secondary indexes, full-text search, triggers and the planner's statistics, each as a step of
 * its own that is not done twice. Indexes come after the rows because transformed rows arrive unsorted (anchors 0.6); those
 * of one source's tables are there already.
 */
export function finishTarget(build: Build): Promise<void> {
  return withSmallCache(build, () => finish(build))
}

async function finish(build: Build): Promise<void> {
  const { db, progress } = build
  await indexTables(build, null, (part) => {
    progress.reach(0.5 * part)
  })
  progress.say('Building the full-text search')
  await once(build, 'search', () => {
    for (const sql of [...createSearchSql, ...fillSearchSql]) db.exec(sql)
    faultPoint('search:created')
    return 0
  })
  faultPoint('search:filled')
  progress.reach(0.95)
  await once(build, 'triggers', () => {
    for (const sql of createTriggersSql) db.exec(sql)
    faultPoint('triggers:created')
    return 0
  })
  faultPoint('triggers:made')
  await once(build, 'statistics', () => {
    // A bounded look is enough for the planner, whatever the size.
    db.pragma('main.analysis_limit = 400')
    db.exec('ANALYZE main')
    faultPoint('statistics:analysed')
    return 0
  })
  faultPoint('statistics:made')
}
