/** The checks of a verification and what each proved (engine/verify). */
import type { Phrases } from '../../phrases.js'

export const proof: Phrases = {
  'foreign keys': 'Verweise',
  'every reference points to a row': 'jeder Verweis zeigt auf eine Zeile',
  '{n} references point to nothing': '{n} Verweise zeigen ins Leere',
  'file structure': 'Aufbau der Datei',
  'SQLite’s quick_check finds nothing': 'SQLites quick_check findet nichts',
  'file structure and indexes': 'Aufbau der Datei und Indizes',
  'SQLite’s integrity_check finds nothing': 'SQLites integrity_check findet nichts',
  'tables, indexes and triggers': 'Tabellen, Indizes und Trigger',
  'everything both new programs expect is there': 'alles ist da, was beide neuen Programme erwarten',
  'search of conversations': 'Suche in Gesprächen',
  'every conversation is in the full-text search, with its own words':
    'jedes Gespräch steht mit seinen eigenen Wörtern in der Volltextsuche',
  'search of curator truths': 'Suche in den Wahrheiten des Kurators',
  'every curator truth is in the full-text search, with its own words':
    'jede Wahrheit des Kurators steht mit ihren eigenen Wörtern in der Volltextsuche',
  '{n} of {m} rows identical': '{n} von {m} Zeilen gleich',
  '{n} repaired by a recorded rule': '{n} nach einer festgehaltenen Regel berichtigt',
  '{n} in quarantine, unchanged': '{n} unverändert beiseitegelegt',
  '{n} of them carried word for word': 'davon {n} wörtlich übernommen',
  '{n} differ': '{n} sind verschieden',
  '{n} are missing': '{n} fehlen',
  '{n} are not from the source': '{n} stammen nicht aus der Quelle',
  '{n} of {m} rows are there; their values were not compared':
    '{n} von {m} Zeilen sind da; ihre Werte wurden nicht verglichen',
  'nothing more': 'nichts darüber hinaus',
  'no row comes from nowhere': 'keine Zeile kommt aus dem Nichts',
  'nothing made up': 'nichts erfunden',
  'where the old Hive says nothing, the new one does not either':
    'wo das alte Hive nichts sagt, sagt auch das neue nichts',
  'complete conversations': 'vollständige Gespräche',
  'every conversation has all that the new Hive shows of one':
    'jedes Gespräch hat alles, was das neue Hive von einem zeigt',
  '{n} say something else than what is there, and stand whole beside it':
    '{n} sagen etwas anderes als das, was da ist, und stehen ganz daneben',
  placeholders: 'Platzhalter',
  'what stands for missing rows claims nothing': 'was für fehlende Zeilen steht, behauptet nichts',
  'what other programs made': 'was andere Programme angelegt haben',
  '{n} views, triggers and indexes of other programs are there, {m} are set aside':
    '{n} Sichten, Trigger und Indizes anderer Programme sind da, {m} sind beiseitegelegt',
  'not kept: {which}': 'nicht erhalten: {which}',
  'settings wait': 'Einstellungen warten',
  'no setting came with this stage': 'mit dieser Etappe kam keine Einstellung',
  books: 'Summen',
  'what the copy says it did is what is there': 'was die Kopie von sich sagt, ist auch da',
  permissions: 'Zugriffsrechte',
  'only you can read the new database and its configuration':
    'nur Sie können die neue Datenbank und ihre Konfiguration lesen',
  keys: 'Schlüssel',
  'no key stands outside the new database and the backup':
    'kein Schlüssel steht außerhalb der neuen Datenbank und der Sicherung',
  'config.toml loads': 'config.toml lässt sich laden',
  'every section and key that the new Hive requires is there, and of the right kind':
    'jeder Abschnitt und Eintrag, den das neue Hive braucht, ist da und von der richtigen Art',
  'config.toml says what it said': 'config.toml sagt, was sie sagte',
  'every key of the old configuration is kept': 'jeder Eintrag der alten Konfiguration ist erhalten',
  'record of the old configuration': 'Aufzeichnung der alten Konfiguration',
  'every setting': 'jede Einstellung',
  'every setting is what the old files say, and no other is there':
    'jede Einstellung ist, was die alten Dateien sagen, und keine andere ist da',
  'second comparison': 'zweiter Vergleich',
  '{n} values of the original file found again by a second, independent comparison':
    '{n} Werte der Originaldatei in einem zweiten, unabhängigen Vergleich wiedergefunden',
  'hashes again': 'Prüfsummen noch einmal',
  'the backup is what was written, and the old database is what was backed up':
    'die Sicherung ist, was geschrieben wurde, und die alte Datenbank ist, was gesichert wurde',
  'the same questions, old and new': 'dieselben Fragen, alt und neu',
  rehearsal: 'Probe des Rückwegs',
  '{n} files came back byte for byte, {m} that were not there were removed':
    '{n} Dateien kamen Byte für Byte zurück, {m}, die es nicht gab, wurden entfernt',
  'every message of a list is a message of its conversation':
    'jede Nachricht einer Liste ist eine Nachricht ihres Gesprächs',
  'question as a message': 'Frage als Nachricht',
  'answer as a message': 'Antwort als Nachricht',
  'tokens of a conversation': 'Tokens eines Gesprächs',
  'one knowledge row': 'eine Zeile Wissen',
  'usage row': 'Zeile der Nutzung',
  'time of the last change': 'Zeit der letzten Änderung',
  title: 'Titel',
  '{what} ({n} looked at)': '{what} ({n} angesehen)',
  'every question is the user’s message of its conversation':
    'jede Frage ist die Nachricht des Benutzers in ihrem Gespräch',
  'every final answer is the curator’s message of its conversation':
    'jede endgültige Antwort ist die Nachricht des Kurators in ihrem Gespräch',
  'every conversation has the tokens of its stages, and none where no stage says any':
    'jedes Gespräch hat die Tokens seiner Stufen, und keine, wo keine Stufe welche nennt',
  'every conversation has exactly one knowledge row, with its own texts where the source had none':
    'jedes Gespräch hat genau eine Zeile Wissen, mit seinen eigenen Texten, wo die Quelle keine hatte',
  'every conversation is counted once in the app’s dashboard, at its own time':
    'jedes Gespräch zählt in der Übersicht der App einmal, zu seiner eigenen Zeit',
  'every conversation was changed last when the old Hive says':
    'jedes Gespräch wurde zuletzt geändert, wann das alte Hive es sagt',
  'every title is the beginning of its question': 'jeder Titel ist der Anfang seiner Frage',
  'the app saves a conversation': 'die App sichert ein Gespräch',
  'the app saves question and answer, twice': 'die App sichert Frage und Antwort, zweimal',
  'the app counts usage and costs': 'die App zählt Nutzung und Kosten',
  'the app stores and finds messages': 'die App legt Nachrichten ab und findet sie',
  'the Rust engine replaces a conversation': 'der Rust-Kern ersetzt ein Gespräch',
  'search follows an update': 'die Suche folgt einer Änderung',
  'the Rust engine stores a curator truth': 'der Rust-Kern legt eine Wahrheit des Kurators ab',
  'deleting takes search along': 'Löschen nimmt die Suche mit',
  'a transaction that is rolled back leaves nothing': 'ein zurückgenommener Vorgang lässt nichts zurück',
  'full-text search is sound inside': 'die Volltextsuche ist innen fehlerfrei',
  'two connections': 'zwei Verbindungen',
}
