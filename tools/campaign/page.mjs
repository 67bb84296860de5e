/** Writes what a campaign counted between the marks in docs/reliability.md; the words around them are written by hand. */
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { root } from '../lib/project.mjs'

/** @type {[string, string]} */
const marks = ['<!-- campaign: begin -->', '<!-- campaign: end -->']
const titles = {
  points: 'every named place, killed, exited and thrown at, in every scenario that passes it',
  operations: 'every write, fsync, rename and copy refused, once and from then on',
  pairs: 'a death while what an earlier death left is resumed, taken back or finished',
  outside: 'killed from outside at a random time of the process’s life',
  moments: 'killed by a thread of its own at a random microsecond',
}

/** @param {Awaited<ReturnType<import('./run.mjs').runCampaign>>} tally */
export function writePage(tally, command) {
  const file = join(root, 'docs/reliability.md')
  const page = readFileSync(file, 'utf8')
  const begin = page.indexOf(marks[0])
  const end = page.indexOf(marks[1])
  if (begin < 0 || end < begin) throw new Error(`docs/reliability.md lacks its marks ${marks.join(', ')}`)
  const text = [marks[0], '', ...lines(tally, command), ''].join('\n')
  writeFileSync(file, page.slice(0, begin) + text + page.slice(end))
}

function lines(tally, command) {
  const { commit, kinds, points, struckPoints, violations, seconds, cutOff, scenarios, phases, seed } = tally
  const rounds = Object.values(kinds).reduce((sum, { played }) => sum + played, 0)
  const date = new Date(tally.started).toISOString().slice(0, 10)
  const passed = points.filter((point) => struckPoints.has(point)).length
  return [
    `\`${command}\` (seed ${seed}), ${date}, at ${commit}, Node ${process.versions.node}, ${process.platform}-${process.arch}, ` +
      `${availableParallelism()} processors, ${Math.round(seconds / 60)} minutes.`,
    '',
    `**${rounds.toLocaleString('en')} rounds in ${scenarios.length} scenarios, ${violations.length} with a violation.** ` +
      (kinds.points ? `${passed} of ${points.length} named places were struck.` : '') +
      (cutOff ? ' The campaign was cut off by its time limit: what was played is counted, no more.' : ''),
    '',
    '| rounds | planned | played | deaths or refusals that came |',
    '|---|---:|---:|---:|',
    ...Object.entries(kinds).map(
      ([kind, { planned, played, struck }]) => `| ${titles[kind]} | ${planned} | ${played} | ${struck} |`,
    ),
    '',
    'Deaths by the phase in which they came; a kill that came after the end of its run is not counted.',
    '',
    '| phase | random kills | all deaths | |',
    '|---|---:|---:|---|',
    ...phases.map((phase) => {
      const [kills, deaths] = [tally.kills[phase] ?? 0, tally.deaths[phase] ?? 0]
      return `| ${phase} | ${kills} | ${deaths} | ${'█'.repeat(Math.ceil(deaths / 20))} |`
    }),
    `| **together** | ${sum(tally.kills)} | ${sum(tally.deaths)} | |`,
    ...(violations.length === 0
      ? []
      : [
          '',
          'Violations:',
          '',
          ...violations.map(({ round, violations: [first] }) => `* ${round}: ${String(first).split('\n')[0]}`),
        ]),
  ]
}

function sum(counts) {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
