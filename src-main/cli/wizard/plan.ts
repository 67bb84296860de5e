import type { Preview } from '../../engine/model/index.js'
import { formatCount, formatNoun } from '../../engine/report/format.js'
import { clean } from '../output/clean.js'
import { previewLines } from '../run/preview.js'
import { askTarget } from './check.js'
import type { Pass } from './pass.js'
import { Left } from './talk.js'
import { levels, types } from './words.js'

const short = { database: false, config: false, timing: true }
const everything = { database: true, config: true, timing: true }

/** Step 3: what goes where, how, and how long it takes. Returns when the person says so. */
export async function plan(pass: Pass): Promise<void> {
  const { talk, options, choices } = pass
  pass.begin('Plan', 'What goes where. Still nothing is written; you decide at the end of this step.')
  if (!options.professional) await askHow(pass)
  let preview = await look(pass)
  sayPlan(pass, preview, options.professional)
  for (;;) {
    const how = `${choices.type}, ${choices.validation} validation`
    const wish = await talk.choose('Is this right? A verified backup comes first, and you can go back afterwards.', [
      { value: 'go', label: `Migrate now (${how})` },
      ...(options.professional ? [] : [{ value: 'details' as const, label: 'Show every table and setting' }]),
      { value: 'change', label: 'Change type or validation' },
      { value: 'stop', label: 'Stop here; nothing is changed' },
    ])
    if (wish === 'go') return
    if (wish === 'stop') throw new Left()
    if (wish === 'change') {
      await askHow(pass)
      preview = await look(pass)
    }
    sayPlan(pass, preview, options.professional || wish === 'details')
  }
}

function look({ session, choices }: Pass): Promise<Preview> {
  const { from, to, type, salvage } = choices
  return session.call('preview', { from, to, type, salvage })
}

async function askHow(pass: Pass): Promise<void> {
  const { talk, choices } = pass
  choices.type = await talk.choose('Which way?', types)
  if (choices.type === 'parallel') {
    const { source, target } = await look(pass)
    if (target.kind === 'source' || source.path === target.path) {
      talk.say(['The old database lies where the new one goes. To keep both, the new one needs another place.'])
      await askTarget(pass)
    }
  }
  choices.validation = await talk.choose('How much shall be proved before the new database is put in place?', levels)
}

function sayPlan({ talk, session }: Pass, found: Preview, whole: boolean): void {
  const preview = clean(found)
  const columns = Math.max(30, session.columns - 4)
  const lines = previewLines(preview, { ...session, columns }, whole ? everything : short)
  // The heading of the step says it.
  const facts = lines.slice(1)
  talk.say(whole ? facts : [...facts.slice(0, 4), ...tablesText(preview), ...facts.slice(4)])
}

/** `1,234 rows of 12 tables`, and what happens to those that do not simply move. */
function tablesText({ tables }: Preview): string[] {
  const full = tables.filter(({ rows }) => rows > 0)
  const rows = full.reduce((sum, table) => sum + table.rows, 0)
  const kept = full.filter(({ target }) => target.startsWith('legacy_'))
  const changes = full.flatMap(({ name, changes: each }) => each.map((change) => `    ${name}: ${change}`))
  const most = 8
  return [
    `  Rows  ${formatNoun(rows, 'row')} of ${formatNoun(full.length, 'table')}`,
    ...(kept.length > 0 ? [`    ${formatNoun(kept.length, 'table')} kept word for word`] : []),
    ...changes.slice(0, most),
    ...(changes.length > most ? [`    and ${formatCount(changes.length - most)} more notes`] : []),
  ]
}
