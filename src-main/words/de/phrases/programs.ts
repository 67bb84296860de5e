/** Programs that have a file open (engine/files), by what they are of a Hive, else by their own name. */
import type { Phrases } from '../../phrases.js'

const parts: readonly [said: string, german: string][] = [
  ['the new Hive’s memory service', 'der Speicherdienst des neuen Hive'],
  ['the new Hive’s backend', 'das Hintergrundprogramm des neuen Hive'],
  ['the new Hive', 'das neue Hive'],
  ['the old Hive’s server in {host}', 'der Server des alten Hive in {host}'],
  ['the old Hive’s server for editors', 'der Server des alten Hive für Editoren'],
  ['the old Hive’s command line', 'die Befehlszeile des alten Hive'],
  ['another program', 'ein anderes Programm'],
]
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Each as it begins a sentence and within one, with the number of its process where it has one. */
export const programs: Phrases = {
  ...Object.fromEntries(
    [...parts, ...parts.map(([said, german]) => [capital(said), capital(german)] as const)].flatMap(
      ([said, german]) => [
        [`${said} (process {n})`, `${german} (Prozess {n})`],
        [said, german],
      ],
    ),
  ),
  '{program} (process {n})': '{program} (Prozess {n})',
}
