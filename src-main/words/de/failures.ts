/** Every failure of the engine (engine/errors.ts) and of the app, by its code. What happened here stays as it was said. */
import type { FailureWords } from '../engine.js'

const untouched = 'Es wurde nichts verändert: Ihre alten Daten und die neue App sind genau, wie sie waren.'
const notInstalled = 'Die neue Datenbank kam nicht an ihren Platz. Ihre alten Daten sind unberührt.'
const neverHalf =
  'Ihre alten Daten sind unberührt. Die neue Datenbank ist entweder die alte oder vollständig, nie halb.'
const readReport =
  'Lesen Sie den Bericht und versuchen Sie es erneut; geschieht es zweimal, senden Sie uns den Bericht.'

export const failures: Readonly<Record<string, FailureWords>> = {
  'HM-USAGE': {
    title: 'So lässt sich das nicht ausführen',
    safe: untouched,
    fix: 'Versuchen Sie es von der Übersicht aus noch einmal.',
  },
  'HM-SOURCE-MISSING': {
    title: 'Es wurde kein altes Hive gefunden',
    safe: untouched,
    fix: 'Wählen Sie auf der Seite „Finden“ seinen Ordner oder seine Datenbankdatei.',
  },
  'HM-SOURCE-NOT-A-DATABASE': {
    title: 'Diese Datei ist keine SQLite-Datenbank',
    safe: untouched,
    fix: 'Wählen Sie die Datenbankdatei des alten Hive oder eine Sicherung davon.',
  },
  'HM-SOURCE-EMPTY': {
    title: 'Die Datenbankdatei ist leer',
    safe: untouched,
    fix: 'Wählen Sie eine Datenbank mit Gesprächen oder eine Sicherung davon.',
  },
  'HM-SOURCE-CORRUPT': {
    title: 'Die alte Datenbank ist beschädigt',
    safe: untouched,
    fix: 'Gibt es eine Sicherung von vor dem Schaden, wählen Sie diese: Sie enthält alles. Sonst retten Sie, was lesbar ist.',
  },
  'HM-SOURCE-SCHEMA': {
    title: 'SQLite lehnt eine Tabelle der alten Datenbank ab',
    safe: untouched,
    fix: 'Entfernen Sie die oben genannte Tabelle, Spalte oder den Index aus einer Kopie der Datenbank und übertragen Sie diese.',
  },
  'HM-SOURCE-UNKNOWN-SHAPE': {
    title: 'Diese Datenbank ist kein altes Hive',
    safe: untouched,
    fix: 'Wählen Sie die Datei, die das alte Hive benutzt hat, meist ~/.hive-ai/hive-ai-knowledge.db.',
  },
  'HM-SOURCE-ENCODING': {
    title: 'Die alte Datenbank speichert ihre Texte in einer anderen Kodierung',
    safe: untouched,
    fix: 'Legen Sie eine Kopie in UTF-8 an (sqlite3 ALT .dump | sqlite3 KOPIE) und wählen Sie diese.',
  },
  'HM-SOURCE-UNREADABLE': {
    title: 'Die alte Datenbank lässt sich nicht lesen',
    safe: untouched,
    fix: 'Geben Sie sich das Recht, die Datei und ihren Ordner zu lesen, und versuchen Sie es erneut.',
  },
  'HM-SOURCE-LOCKED': {
    title: 'Ein anderes Programm hat die alte Datenbank gesperrt',
    safe: untouched,
    fix: 'Beenden Sie das alte Hive (und Editoren, die es benutzen) und versuchen Sie es erneut.',
  },
  'HM-SOURCE-BUSY': {
    title: 'Die alte Datenbank ändert sich, während sie gelesen wird',
    safe: untouched,
    fix: 'Beenden Sie das alte Hive und versuchen Sie es erneut.',
  },
  'HM-TARGET-HAS-DATA': {
    title: 'Am neuen Platz liegen Daten, die dort nicht bleiben können',
    safe: untouched,
    fix: 'Bringen Sie diese Datenbank an einen sicheren Ort und versuchen Sie es erneut.',
  },
  'HM-TARGET-FOREIGN': {
    title: 'Am Platz der neuen Datenbank liegt etwas anderes',
    safe: untouched,
    fix: 'Bringen Sie diese Datei an einen sicheren Ort und versuchen Sie es erneut.',
  },
  'HM-TARGET-NEWER': {
    title: 'Das neue Hive ist neuer als dieser Assistent',
    safe: untouched,
    fix: 'Holen Sie sich den neuesten Hive Migration Assistant und versuchen Sie es erneut.',
  },
  'HM-TARGET-IN-USE': {
    title: 'Das neue Hive läuft',
    safe: untouched,
    fix: 'Beenden Sie das neue Hive und versuchen Sie es erneut.',
  },
  'HM-TARGET-UNWRITABLE': {
    title: 'In den Zielordner lässt sich nicht schreiben',
    safe: untouched,
    fix: 'Geben Sie sich das Recht, dort zu schreiben, und versuchen Sie es erneut.',
  },
  'HM-STATE-UNWRITABLE': {
    title: 'Für die Sicherung gibt es keinen Platz',
    safe: untouched,
    fix: 'Machen Sie den Ordner beschreibbar oder wählen Sie einen anderen, und versuchen Sie es erneut.',
  },
  'HM-DISK-SPACE': {
    title: 'Auf dem Datenträger ist nicht genug Platz',
    safe: untouched,
    fix: 'Machen Sie den Platz frei, der in den Einzelheiten steht, und versuchen Sie es erneut.',
  },
  'HM-DISK-FULL': {
    title: 'Der Datenträger ist voll',
    safe: `${neverHalf} Das bisher Getane bleibt erhalten.`,
    fix: 'Machen Sie Platz frei und setzen Sie fort: Das bisher Getane bleibt erhalten.',
  },
  'HM-LOCKED': {
    title: 'Es läuft schon eine andere Migration',
    safe: 'Diese hier hat nichts verändert.',
    fix: 'Warten Sie, bis die andere fertig ist.',
  },
  'HM-VERIFY-FAILED': { title: 'Nicht jeder Wert ist angekommen', safe: notInstalled, fix: readReport },
  'HM-BOOKS': {
    title: 'Die Summen gehen nicht auf',
    safe: notInstalled,
    fix: 'Versuchen Sie es erneut; geschieht es zweimal, senden Sie uns das Protokoll.',
  },
  'HM-TEST-FAILED': {
    title: 'Eine Probe an einer Kopie Ihrer Daten ist gescheitert',
    safe: untouched,
    fix: 'Lesen Sie, welche und warum; übertragen Sie nichts, bevor das geklärt ist.',
  },
  'HM-CANCELLED': {
    title: 'Abgebrochen',
    safe: 'Ihre alten Daten sind unberührt, und es wurde nichts eingerichtet.',
    fix: 'Setzen Sie fort, um dort weiterzumachen, wo es stehen blieb, oder beginnen Sie von vorn.',
  },
  'HM-ENGINE-DIED': {
    title: 'Das Programm im Hintergrund ist unerwartet ausgefallen',
    safe: neverHalf,
    fix: 'Setzen Sie fort: Es geht dort weiter, wo es stehen blieb.',
  },
  'HM-BACKUP-UNKNOWN': {
    title: 'Diese Sicherung gibt es nicht',
    safe: untouched,
    fix: 'Wählen Sie eine andere Sicherung aus der Liste.',
  },
  'HM-BACKUP-DAMAGED': {
    title: 'Die Sicherung ist beschädigt',
    safe: untouched,
    fix: 'Wählen Sie eine andere Sicherung aus der Liste.',
  },
  'HM-BACKUP-FOREIGN': {
    title: 'Diese Sicherung stammt nicht von diesem Computer',
    safe: untouched,
    fix: 'Sehen Sie in ihre manifest.json; wenn Sie ihr trauen, kopieren Sie ihre Dateien selbst an ihre Plätze.',
  },
  'HM-BACKUP-ONLY-COPY': {
    title: 'Diese Sicherung ist das einzige Exemplar',
    safe: untouched,
    fix: 'Holen Sie sie zuerst zurück, oder behalten Sie sie.',
  },
  'HM-INTERNAL': {
    title: 'Etwas Unerwartetes ist geschehen',
    safe: neverHalf,
    fix: 'Versuchen Sie es erneut; geschieht es zweimal, senden Sie uns das Protokoll.',
  },
}
