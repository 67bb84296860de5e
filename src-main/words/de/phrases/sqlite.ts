/** SQLite's own words for what is wrong with a file: they come out of the engine as they are. */
import type { Phrases } from '../../phrases.js'

export const sqlite: Phrases = {
  'database disk image is malformed': 'die Datenbankdatei ist fehlerhaft',
  'file is not a database': 'die Datei ist keine Datenbank',
  'database is locked': 'die Datenbank ist gesperrt',
  'database or disk is full': 'der Datenträger ist voll',
  'disk I/O error': 'Fehler beim Lesen oder Schreiben des Datenträgers',
  'unable to open database file': 'die Datenbankdatei lässt sich nicht öffnen',
  'attempt to write a readonly database': 'in die Datenbank darf nicht geschrieben werden',
}
