/** The plan (engine/plan, engine/config) and what detection found. */
import type { Phrases } from '../../phrases.js'

export const plan: Phrases = {
  'The new Hive has no such table; every row is carried over word for word.':
    'Das neue Hive hat keine solche Tabelle; jede Zeile wird wörtlich übernommen.',
  '{from} is called {to}': '{from} heißt jetzt {to}',
  '{column} keeps every value, in {table}: the new Hive has no column for it':
    '{column} behält jeden Wert, in {table}: das neue Hive hat keine Spalte dafür',
  'each conversation also gets its question and answer as messages, a knowledge row, a title and a usage row':
    'jedes Gespräch bekommt dazu Frage und Antwort als Nachrichten, eine Zeile Wissen, einen Titel und eine Zeile der Nutzung',
  'one row per {what}; further rows are carried': 'eine Zeile je {what}; weitere Zeilen werden wörtlich übernommen',
  'the new Hive has no such key': 'das neue Hive hat keinen solchen Eintrag',
  'a profile of the new Hive has no such value': 'ein Profil des neuen Hive hat keinen solchen Wert',
  'the whole file, word for word': 'die ganze Datei, wörtlich',
  'it is larger than settings ever are': 'sie ist größer, als Einstellungen je sind',
  'it is not valid TOML': 'sie ist kein gültiges TOML',
  'its YAML is not read key by key': 'ihr YAML wird nicht Eintrag für Eintrag gelesen',
  'it is not valid text': 'es ist kein gültiger Text',
  'the new Hive could not read this value': 'das neue Hive könnte diesen Wert nicht lesen',
  'another key or file said it first': 'ein anderer Eintrag oder eine andere Datei sagte es zuerst',
  'it named the profile in use': 'er nannte das benutzte Profil',
  'it would point the new Hive at the old file': 'er würde das neue Hive auf die alte Datei weisen',
  'it was for the old Hive only': 'er galt nur für das alte Hive',
  'the new Hive speaks to OpenRouter only': 'das neue Hive spricht nur mit OpenRouter',
  'only the old Hive could read it: enter this key again in the new Hive':
    'nur das alte Hive konnte ihn lesen: Geben Sie diesen Schlüssel im neuen Hive noch einmal ein',
  'unchanged; the new Hive checks it with the service, and may ask for it again':
    'unverändert; das neue Hive prüft ihn beim Dienst und fragt vielleicht noch einmal danach',
  'where there is a profile of that name': 'wenn es ein Profil dieses Namens gibt',
  'where there is a profile of that name, and nothing else names one':
    'wenn es ein Profil dieses Namens gibt und nichts anderes eines nennt',
  'settings of the new Hive: the file stays as it is': 'Einstellungen des neuen Hive: Die Datei bleibt, wie sie ist',
  'a hook of the old Hive; set it up again in the new one':
    'ein Hook des alten Hive; richten Sie ihn im neuen wieder ein',
  'an older copy of settings': 'eine ältere Kopie von Einstellungen',
  'settings of the new Hive: they stay as they are, and are kept word for word':
    'Einstellungen des neuen Hive: Sie bleiben, wie sie sind, und sind wörtlich aufgehoben',
  'cannot be read: nothing is migrated before it can': 'nicht lesbar: Vorher zieht nichts um',
  'cannot be understood: it is kept word for word': 'nicht zu verstehen: Die Datei wird wörtlich aufgehoben',
  'every setting with a place in the new Hive is moved; the file is kept word for word':
    'jede Einstellung mit einem Platz im neuen Hive zieht um; die Datei wird wörtlich aufgehoben',
  'the licence is moved unchanged; the file is kept word for word':
    'die Lizenz zieht unverändert um; die Datei wird wörtlich aufgehoben',
  'its profiles are moved; the file is kept word for word':
    'ihre Profile ziehen um; die Datei wird wörtlich aufgehoben',
  'keys that the new Hive uses are moved; the file is kept word for word':
    'Schlüssel, die das neue Hive benutzt, ziehen um; die Datei wird wörtlich aufgehoben',
  'kept word for word in the new database': 'wörtlich in der neuen Datenbank aufgehoben',
  'a profile needs all four models': 'ein Profil braucht alle vier Modelle',
  'the new Hive has four stages': 'das neue Hive hat vier Stufen',
  'the new Hive has no temperature of a stage': 'das neue Hive kennt keine Temperatur einer Stufe',
  'it is not valid JSON': 'sie ist kein gültiges JSON',
  'the database said it first': 'die Datenbank sagte es zuerst',
  'a list, which no setting is': 'eine Liste, und keine Einstellung ist eine',
  'there is nothing in it': 'es steht nichts darin',
  'it stands there more than once: the last one counts, and the file is kept as it is':
    'er steht dort mehr als einmal: Der letzte gilt, und die Datei bleibt erhalten, wie sie ist',
  'and {n} more keys without a place, each kept like these':
    'und {n} weitere Einträge ohne Platz, jeder aufgehoben wie diese',
  'A key that only the old Hive could read: {keys}.': 'Ein Schlüssel, den nur das alte Hive lesen konnte: {keys}.',
  'Keys that only the old Hive could read: {keys}.': 'Schlüssel, die nur das alte Hive lesen konnte: {keys}.',
  'Enter it again in the new Hive.': 'Geben Sie ihn im neuen Hive noch einmal ein.',
  'Models that OpenRouter may not know under this name were kept as they are: {models}.':
    'Modelle, die OpenRouter unter diesem Namen vielleicht nicht kennt, bleiben, wie sie sind: {models}.',
  'Choose other models in the new Hive where one of them does not answer.':
    'Wählen Sie im neuen Hive ein anderes Modell, wenn eines davon nicht antwortet.',
  'This was migrated before: a run compares, and moves only what is new.':
    'Das ist schon früher umgezogen: Ein Lauf vergleicht und überträgt nur, was neu ist.',
  'where a row goes depends on what it is': 'wohin eine Zeile kommt, hängt davon ab, was sie ist',
  'rows are set aside where {why}': 'Zeilen werden beiseitegelegt, wo Folgendes gilt: {why}',
  'a row that is there already stays as it is; where this one says something else, it is carried whole beside it':
    'eine Zeile, die schon da ist, bleibt; wo sie etwas anderes sagt, wird diese ganz übernommen',
  'What is there stays as it is; where nothing is new, nothing is done.':
    'Was da ist, bleibt, wie es ist; wo nichts neu ist, geschieht nichts.',
  'Version {version} is older than any we know well.': 'Version {version} ist älter als alle, die wir gut kennen.',
  'Read the preview before you migrate.': 'Lesen Sie den Plan, bevor Sie übertragen.',
  'HIVE_DB_PATH is set. The new Hive reads it too, and would open that file instead of the new one.':
    'HIVE_DB_PATH ist gesetzt. Das neue Hive liest es auch und würde jene Datei statt der neuen öffnen.',
  'Remove HIVE_DB_PATH after the migration.': 'Entfernen Sie HIVE_DB_PATH nach der Migration.',
  '{path} is damaged: SQLite, and so the old Hive, does not read its last {n} pages.':
    '{path} ist beschädigt: SQLite, und damit das alte Hive, liest die letzten {n} Seiten nicht.',
  'Changes shortly before the damage may be missing.': 'Änderungen kurz vor dem Schaden fehlen vielleicht.',
  'Compare what you did last with what the old Hive shows before you go on.':
    'Vergleichen Sie, was Sie zuletzt getan haben, mit dem, was das alte Hive zeigt, bevor Sie weitermachen.',
  'The old database is damaged; every row that it names could be read.':
    'Die alte Datenbank ist beschädigt; jede Zeile, die sie nennt, ließ sich lesen.',
  'A backup of the old database from before the damage would have everything.':
    'Eine Sicherung der alten Datenbank von vor dem Schaden enthielte alles.',
  'The old database is damaged: {what}': 'Die alte Datenbank ist beschädigt: {what}',
  'an unknown number of rows of {table} could not be read ({why}).':
    'unbekannt viele Zeilen von {table} waren nicht lesbar ({why}).',
  '1 row of {table} could not be read ({why}).': '1 Zeile von {table} war nicht lesbar ({why}).',
  'a part of {table} could not be read ({why}).': 'ein Teil von {table} war nicht lesbar ({why}).',
  '{n} rows of {table} could not be read ({why}).': '{n} Zeilen von {table} waren nicht lesbar ({why}).',
  'it was damaged and was made anew from what is left of it': 'er war beschädigt und wurde aus dem Rest neu gemacht',
  '{n} rows are named by the table or an index but cannot be read':
    '{n} Zeilen nennt die Tabelle oder ein Index, aber sie sind nicht lesbar',
  'cells that cannot be read are NULL now: {cells}': 'Felder, die nicht lesbar sind, sind jetzt NULL: {cells}',
  '{n} rows stood there twice; the first was kept': '{n} Zeilen standen zweimal da; die erste wurde behalten',
  'its description in the database cannot be read': 'die Beschreibung in der Datenbank ist nicht lesbar',
  'they lie on pages that no table reaches, and are damaged themselves':
    'sie liegen auf Seiten, die keine Tabelle erreicht, und sind selbst beschädigt',
  'its pages point in circles': 'ihre Seiten zeigen im Kreis',
  'SQLite cannot use it: {why}': 'SQLite kann sie nicht benutzen: {why}',
  '{n} rows have the key of another': '{n} Zeilen haben den Schlüssel einer anderen',
  'its description is lost; {n} rows were recognised by their columns':
    'die Beschreibung ist verloren; {n} Zeilen waren an ihren Spalten zu erkennen',
}
