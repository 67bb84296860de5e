import type { Preview, StageChoice } from '../../engine/model/index.js'
import { clean } from '../output/clean.js'
import { issueLines } from '../output/words.js'
import { actionWords, previewLines, splitKey } from '../run/preview.js'
import { askTarget } from './check.js'
import type { Pass } from './pass.js'
import { Left } from './talk.js'
import { levels, stageParts, types } from './words.js'

const parts = { database: true, config: false, timing: true }

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
  const { from, to, type, stage, salvage } = choices
  return session.call('preview', { from, to, type, ...(stage ? { stage } : {}), salvage })
}

async function askHow(pass: Pass): Promise<void> {
  const { talk, choices } = pass
  choices.type = await talk.choose('Which way?', types)
  delete choices.stage
  if (choices.type === 'staged') choices.stage = await askStage(pass)
  if (choices.type === 'parallel' || choices.type === 'staged') {
    const { source, target } = await look(pass)
    if (target.kind === 'source' || source.path === target.path) {
      talk.say(['The old database lies where the new one goes. To keep it, the new one needs another place.'])
      await askTarget(pass)
    }
  }
  choices.validation = await talk.choose('How much shall be proved before the new database is put in place?', levels)
}

/** What moves now; an empty line leaves a date out. */
async function askStage({ talk }: Pass): Promise<StageChoice> {
  const parts = await talk.choose('What shall move now?', stageParts)
  if (!parts.includes('conversations')) return { parts }
  talk.say(['Conversations without a readable date come with the stage that has no end.'])
  for (;;) {
    const since = await askDate(talk, 'From which day on? (like 2024-01-01; empty: from the first)')
    const until = await askDate(talk, 'Before which day? (empty: up to the last)')
    if (since === null || until === null || since < until) {
      return { parts, ...(since === null ? {} : { since }), ...(until === null ? {} : { until }) }
    }
    talk.say(['The second day must come after the first.'])
  }
}

async function askDate(talk: Pass['talk'], question: string): Promise<string | null> {
  for (;;) {
    const typed = (await talk.type(question)).trim()
    if (typed === '') return null
    if (/^\d{4}-\d{2}-\d{2}$/.test(typed) && isDay(typed)) return typed
    talk.say([`${clean(typed)} is no day: write it like 2024-01-01.`])
  }
}

/** Whether the calendar has the day. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function sayPlan({ talk, session }: Pass, found: Preview, whole: boolean): void {
  const preview = clean(found)
  const { paint } = session
  const columns = Math.max(30, session.columns - 4)
  // What is to be said of each table only when it is asked for.
  const tables = whole ? preview.tables : preview.tables.map((table) => ({ ...table, changes: [] }))
  const shown = whole ? { ...preview, issues: [] } : { ...preview, tables, issues: [] }
  talk.say([
    // Without its title: the heading of the step says it.
    ...previewLines(shown, { paint, columns }, parts).slice(1),
    ...(whole ? configLines(preview, paint) : notesText(preview)),
    ...(preview.issues.length > 0 ? ['', ...issueLines(preview.issues, paint, columns)] : []),
  ])
}

function notesText({ tables }: Preview): string[] {
  const changed = tables.filter(({ rows, changes }) => rows > 0 && changes.length > 0)
  if (changed.length === 0) return []
  return ['', `  How ${changed.map(({ name }) => name).join(', ')} change on the way: see every table and setting.`]
}

/** Every setting below its file, by what becomes of it: lists, because keys are too long for columns. */
function configLines({ config }: Preview, paint: Pass['session']['paint']): string[] {
  const actions = new Set(config.map(({ action }) => action))
  return [...actions].flatMap((action) => [
    '',
    `  ${paint.soft(`Settings ${actionWords[action]}`)}`,
    ...config
      .filter((key) => key.action === action)
      .flatMap(({ from, to, reason }) => [
        `    ${splitKey(from).pointer} → ${to}`,
        ...(reason === undefined ? [] : [`      ${paint.soft(reason)}`]),
      ]),
  ])
}
