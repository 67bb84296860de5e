/** docs/mutation.md: what a run of the tool counted. */

/** Whether a result counts as noticed. */
export const noticed = ({ outcome }) => outcome === 'killed' || outcome === 'timeout'
const percent = (results) =>
  results.length === 0 ? '0.0' : ((100 * results.filter(noticed).length) / results.length).toFixed(1)

/** The result in one line. */
export function summary(results) {
  return `${results.filter(noticed).length} of ${results.length} noticed: ${percent(results)} %`
}

/** The page. */
export function page(results, { seed, count, seconds, tests, again, commit, minutes, totals }) {
  const rows = Object.entries(totals).map(([part, total]) => {
    const of = results.filter((result) => result.part === part)
    return `| ${part} | ${total} | ${of.length} | ${of.filter(noticed).length} | ${percent(of)} % |`
  })
  const sorted = [...results].sort((a, b) => a.place.localeCompare(b.place, 'en', { numeric: true }))
  const list = (outcome) =>
    sorted.filter((result) => result.outcome === outcome).map(({ at, what }) => `- \`${at}\`: ${what}`)
  const section = (title, lines) => ['', `## ${title}`, '', ...(lines.length > 0 ? lines : ['None.'])]
  return [
    '# Mutation score',
    '',
    `Made by \`npm run mutation -- --seed ${seed} --count ${count} --seconds ${seconds} --tests ${tests} --commit ${commit}\` in ${minutes} minutes:`,
    'changes chosen by the seed, as many of each part, each tried against the tests that reach it, the quickest first, for',
    `at most ${seconds} seconds of tests${again ? ' (what the same command noticed before with fewer was not tried again: `--again`)' : ''}. How places are found, and what is left out by rule:`,
    '[`tools/mutation/mutants.mjs`](../tools/mutation/mutants.mjs).',
    '',
    `**${summary(results)}.**`,
    '',
    '| part | possible changes | tried | noticed | score |',
    '|---|---:|---:|---:|---:|',
    ...rows,
    ...section('Not noticed', list('survived')),
    ...section('Reached by no test (counted as not noticed)', list('not reached')),
    ...section('Noticed only because the tests did not come to an end', list('timeout')),
    '',
  ].join('\n')
}
