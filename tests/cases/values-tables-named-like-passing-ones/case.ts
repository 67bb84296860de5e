import { defineCase } from '../../support/case/define.js'
import { knowledge } from '../../support/case/shapes/s-b.js'

const names = ['incoming', 'matched', 'conflicts', 'missing_parents', 'stage_summary', 'source_models', 'chosen_knowledge_conversations', 'staged_keyed', 'numbered_keyed', 'stages_of'] // prettier-ignore

export default defineCase({
  title: 'Tables of the user that are called as ours of a moment: an unqualified name would reach them',
  home: (home) => {
    const theirs = names.map(
      (name) => `CREATE TABLE "${name}" (rid, hm_rid); INSERT INTO "${name}" VALUES (1, 'theirs')`,
    )
    const keyed = `CREATE TABLE keyed (a TEXT PRIMARY KEY) WITHOUT ROWID; INSERT INTO keyed VALUES ('k')`
    home.old(knowledge({ count: 1 }), ...theirs, keyed)
    // A second file: what meets rows that are there is told apart in tables of a moment.
    home.database('.hive/data/conversations.db', knowledge({ count: 2 }), ...theirs, keyed)
  },
  expect: {},
})
