/** The table of docs/traps.md that says what `npm run traps` has shown. */

const [begin, end] = ['<!-- traps: written by `npm run traps -- --commit … --page` -->', '<!-- traps: end -->']

/**
 * @param {string} page
 * @param {{ entry: import('./switches.mjs').Switch, verdict: string }[]} rows
 * @param {string} commit
 */
export function withTable(page, rows, commit) {
  const [before, rest] = page.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error('docs/traps.md has no place for the table')
  const shown = rows.filter(({ verdict }) => verdict === 'shown').length
  const lines = rows.map(({ entry, verdict }) => {
    const names = [...(entry.cases ?? []), ...(entry.tests ?? [])].map((name) => `\`${name}\``).join(', ')
    return `| ${entry.trap} | ${entry.what.replaceAll('|', '\\|')} | ${names} | ${verdict} |`
  })
  const said = `At commit ${commit}: ${rows.length} switches, of which ${shown} are shown: every case that is named fails.`
  const table = ['| Trap | What is switched off | Fails | |', '|---|---|---|---|', ...lines]
  return [before + begin, '', said, '', ...table, '', end + after].join('\n')
}
