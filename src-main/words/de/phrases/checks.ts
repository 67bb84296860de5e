/** The checks before a migration (engine/plan/preflight.ts). */
import type { Phrases } from '../../phrases.js'

export const checks: Phrases = {
  'The old database is readable and sound': 'Die alte Datenbank ist lesbar und fehlerfrei',
  'Nobody is writing to it': 'Niemand schreibt gerade hinein',
  'The new place may be written': 'Am neuen Platz darf geschrieben werden',
  'The new Hive is not running': 'Das neue Hive läuft nicht',
  'The new folder is writable': 'Der neue Ordner ist beschreibbar',
  'There is a place for the backup': 'Für die Sicherung gibt es einen Platz',
  'There is enough disk space': 'Der Platz auf dem Datenträger reicht',
  'What can be read of the damaged database is moved': 'Von der beschädigten Datenbank zieht um, was lesbar ist',
  '{n} rows in {m} tables; SQLite finds no damage.': '{n} Zeilen in {m} Tabellen; SQLite findet keinen Schaden.',
  '{n} rows in {m} tables; SQLite looks for damage while they are copied.':
    '{n} Zeilen in {m} Tabellen; ob sie heil sind, prüft SQLite beim Kopieren.',
  'Its texts are in {encoding}; they become UTF-8, and each is compared.':
    'Ihre Texte sind in {encoding}; sie werden zu UTF-8, und jeder wird verglichen.',
  '{path} holds search tables of another program, whose contents cannot be moved row by row: {which}.':
    '{path} enthält Suchtabellen eines anderen Programms, deren Inhalt nicht Zeile für Zeile umziehen kann: {which}.',
  '{n} rows in {m} tables can be read.': '{n} Zeilen in {m} Tabellen sind lesbar.',
  'No other program has the old database open.': 'Kein anderes Programm hat die alte Datenbank geöffnet.',
  '{who} has it open. It is copied through SQLite, as it is at that moment.':
    '{who} hat sie geöffnet. Sie wird über SQLite kopiert, wie sie in diesem Augenblick ist.',
  'What it writes meanwhile is taken up before the end.':
    'Was es inzwischen schreibt, wird vor dem Ende noch übernommen.',
  'Better quit that program first: then nothing has to be copied twice.':
    'Beenden Sie es besser vorher: Dann muss nichts zweimal kopiert werden.',
  'Read what cannot be recovered; a backup from before the damage has everything.':
    'Lesen Sie, was nicht zu retten ist; eine Sicherung aus der Zeit vor dem Schaden hat alles.',
  '{who} is running.': '{who} läuft.',
  'Quit it before you migrate, and start it again at the end.':
    'Beenden Sie es vor dem Umzug, und starten Sie es danach wieder.',
  'Quit it, and do not start it again: the backend deletes conversations that are older than 90 days.':
    'Beenden Sie es, und starten Sie es nicht wieder: Das Backend löscht Gespräche, die älter als 90 Tage sind.',
  'Nothing is at {path} yet.': 'Unter {path} liegt noch nichts.',
  'The new Hive was started but holds no data of yours; it is backed up and replaced.':
    'Das neue Hive wurde gestartet, enthält aber nichts von Ihnen; es wird gesichert und ersetzt.',
  'The new Hive has rows already. They stay as they are; the old ones come beside them.':
    'Das neue Hive hat schon Zeilen. Sie bleiben, wie sie sind; die alten kommen daneben.',
  '{path} holds another old Hive that is not part of this migration.':
    '{path} enthält ein anderes altes Hive, das nicht Teil dieser Migration ist.',
  'The damaged old database lies where the new one goes; it is backed up and replaced.':
    'Die beschädigte alte Datenbank liegt am Platz der neuen; sie wird gesichert und ersetzt.',
  'The old database lies where the new one goes; it is backed up and replaced.':
    'Die alte Datenbank liegt am Platz der neuen; sie wird gesichert und ersetzt.',
  '{path} was written by a newer program: {why}.': '{path} stammt von einem neueren Programm: {why}.',
  'its user_version is {n}, and no known Hive sets one':
    'Ihre user_version ist {n}, und kein bekanntes Hive setzt eine',
  '{table} is at {n}, and the newest known is {m}': '{table} steht auf {n}, und bekannt ist höchstens {m}',
  'version {version} of this assistant wrote it, and this is {own}':
    'Version {version} dieses Assistenten hat sie geschrieben, und diese hier ist {own}',
  '{path} is not a database of the new Hive.': '{path} ist keine Datenbank des neuen Hive.',
  'No program has the new database open.': 'Kein Programm hat die neue Datenbank geöffnet.',
  '{who} has the database that is to be replaced open.': '{who} hat die Datenbank geöffnet, die ersetzt werden soll.',
  '{who} has {path} open.': '{who} hat {path} geöffnet.',
  '{folder} is a file, not a folder.': '{folder} ist eine Datei, kein Ordner.',
  '{folder} cannot be written: {why}': 'In {folder} lässt sich nicht schreiben: {why}',
  '{folder} is writable.': '{folder} ist beschreibbar.',
  'the backup': 'die Sicherung',
  'the new database': 'die neue Datenbank',
  'the backup and the new database': 'die Sicherung und die neue Datenbank',
  '{uses} need {needed} on the volume of {folder}; {free} are free.':
    'Auf dem Datenträger von {folder} braucht es {needed} für {uses}; frei sind {free}.',
  'Free {needed} there, or choose another disk.':
    'Machen Sie dort {needed} frei oder wählen Sie einen anderen Datenträger.',
  'About {needed} are needed, and there is room.': 'Nötig sind etwa {needed}, und dafür ist Platz.',
}
