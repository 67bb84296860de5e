/** What happened, and what to do about it, where it is more than a code says (`HiveError`). */
import type { Phrases } from '../../phrases.js'

export const details: Phrases = {
  'Looked in {places}.': 'Gesucht wurde in {places}.',
  '{path} does not exist.': '{path} gibt es nicht.',
  '{path} is not there.': '{path} ist nicht da.',
  '{path} is locked by another program.': '{path} ist von einem anderen Programm gesperrt.',
  '{path} cannot be read: permission denied.': '{path} lässt sich nicht lesen: Das Recht dazu fehlt.',
  '{path} has no bytes.': '{path} ist leer.',
  '{path} is an encrypted backup of the new Hive.': '{path} ist eine verschlüsselte Sicherung des neuen Hive.',
  'Restore it with the new Hive first.': 'Stellen Sie sie zuerst mit dem neuen Hive wieder her.',
  '{path} is compressed.': '{path} ist komprimiert.',
  'Unpack it (gunzip) first.': 'Entpacken Sie sie zuerst (gunzip).',
  'SQLite finds damage in {path}: {what}': 'SQLite findet Schäden in {path}: {what}',
  'Nothing can be read in {path}: no list of tables, and no row.':
    'In {path} ist nichts lesbar: kein Verzeichnis der Tabellen und keine Zeile.',
  'Restore a backup of the old database and migrate that.':
    'Holen Sie eine Sicherung der alten Datenbank zurück und übertragen Sie diese.',
  'Another migration holds the lock ({who}).': 'Eine andere Migration hat die Sperre ({who}).',
  'No room is left: {why}': 'Es ist kein Platz mehr da: {why}',
  '{path} is missing from the backup.': '{path} fehlt in der Sicherung.',
  '{path} is not what was backed up.': '{path} ist nicht, was gesichert wurde.',
  '{path} is not what the backup holds.': '{path} ist nicht, was die Sicherung enthält.',
  '{copy} does not hold what was read from {path}.': '{copy} enthält nicht, was aus {path} gelesen wurde.',
  'Have the disk checked, then try again.': 'Lassen Sie den Datenträger prüfen und versuchen Sie es erneut.',
  '{path} holds no backup.': '{path} enthält keine Sicherung.',
  'Nowhere else is: {paths}.': 'Sonst nirgends liegt: {paths}.',
  '{path} is not empty.': '{path} ist nicht leer.',
  'Name a folder that is empty or does not exist.': 'Wählen Sie einen leeren Ordner oder einen neuen.',
  '{path} is already there and is not sample data.': '{path} ist schon da und enthält keine Beispieldaten.',
  'Move it away; sample data never takes the place of anything else.':
    'Bringen Sie es an einen anderen Ort; Beispieldaten nehmen nie den Platz von etwas anderem ein.',
  '{path} lies inside {folder}, which is migrated.': '{path} liegt in {folder}, das umziehen soll.',
  '{path} was written to after it had been backed up.': 'In {path} wurde geschrieben, nachdem es gesichert war.',
  'Quit the new Hive and run again: it is then backed up as it is now.':
    'Beenden Sie das neue Hive und beginnen Sie erneut: Es wird dann gesichert, wie es jetzt ist.',
  '{path} keeps changing.': '{path} ändert sich immer wieder.',
  '{what} was written to again and again while it was being migrated.':
    'In {what} wurde beim Übertragen immer wieder geschrieben.',
  'It was sound when this migration began; that state is kept in {path}.':
    'Beim Beginn dieser Migration war alles in Ordnung; dieser Stand liegt in {path}.',
  'Damaged: {why}': 'Beschädigt: {why}',
  'What was asked for is no longer there.': 'Was gefragt war, ist nicht mehr da.',
  'Search for it again.': 'Suchen Sie es noch einmal.',
  'Choose one in History.': 'Wählen Sie eine im Verlauf.',
  '{needed} are needed in {folder}; {free} are free.': 'In {folder} sind {needed} nötig; frei sind {free}.',
  'holds NUL characters': 'enthält NUL-Zeichen',
  'is not valid UTF-8': 'ist kein gültiges UTF-8',
  '{table}: only the first {n} rows are shown': '{table}: Nur die ersten {n} Zeilen sind zu sehen',
}
