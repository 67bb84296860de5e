/** The counts of a campaign as Markdown. */
import type { Played } from './play.js'

export function summarise(played: Played[], seed: number): string {
  const wrong = played.filter(({ violations }) => violations.length > 0)
  const salvages = played.filter(({ salvage }) => salvage !== null)
  const rows = salvages.reduce((sum, { readable }) => sum + readable, 0)
  const places = [...new Set(played.map(({ place }) => place))]
  return [
    `${played.length} damaged sources (seed ${seed}), ${wrong.length} violations. ${salvages.length} salvages; ` +
      `every one of the ${rows} rows that could be read of them arrived.`,
    '',
    ...table(
      ['Damaged', 'Cases', 'Migrated whole', 'Refused', 'Salvaged', 'Nothing to salvage'],
      places.map((place) => {
        const own = played.filter((each) => each.place === place)
        const count = (of: (each: Played) => boolean) => own.filter(of).length
        return [
          place,
          own.length,
          count(({ quick }) => quick === 'migrated'),
          count(({ quick }) => quick !== 'migrated'),
          count(({ salvage }) => salvage === 'migrated'),
          count(({ salvage }) => salvage !== null && salvage !== 'migrated'),
        ]
      }),
    ),
    '',
    ...table(['Answer of `quick`', 'Cases'], tally(played.map(({ quick }) => quick))),
    '',
    ...table(['Answer of `quick --salvage`', 'Cases'], tally(salvages.map(({ salvage }) => salvage ?? ''))),
    '',
  ].join('\n')
}

function tally(words: string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}

function table(head: string[], rows: (string | number)[][]): string[] {
  const line = (cells: (string | number)[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)]
}
