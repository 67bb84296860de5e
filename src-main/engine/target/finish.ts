import type { Build } from '../copy/build.js'
import { breathe } from '../control.js'
import { once } from '../copy/checkpoints.js'
import { faultPoint } from '../faults.js'
import { createIndexesSql, createSearchSql, createTriggersSql, fillSearchSql } from './schema/index.js'

/**
 * Makes the rows usable: secondary indexes, full-text search, triggers and the planner's statistics, each as a step of
 * its own that is not done twice. Indexes come after the rows because transformed rows arrive unsorted (anchors 0.6).
 */
export async function finishTarget(build: Build): Promise<void> {
  const { db, progress } = build
  for (const [index, sql] of createIndexesSql.entries()) {
    build.signal.throwIfAborted()
    progress.say('Building indexes')
    faultPoint('index:before-one')
    build.work.do(() => db.exec(sql))
    faultPoint('index:one-made')
    build.work.commitIfDue()
    progress.reach((0.5 * (index + 1)) / createIndexesSql.length)
    await breathe(build.signal)
  }
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
