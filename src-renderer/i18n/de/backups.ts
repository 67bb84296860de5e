import type { en } from '../en/index.js'
import type { Translation } from '../../../src-main/words/message.js'

export const backups: Translation<typeof en.backups> = {
  title: 'Sicherungen',
  ledeNone: 'Eine Sicherung wird angelegt und geprüft, bevor etwas kopiert wird.',
  lede: {
    one: '{n} Sicherung, {size}. Sie lässt sich jederzeit zurückholen.',
    other: '{n} Sicherungen, {size}. Jede davon lässt sich zurückholen.',
  },
  reading: 'Die Sicherungen werden gelesen',
  none: 'Noch keine Sicherungen. Die erste erscheint hier mit Ihrer ersten Migration.',
  madeBefore: 'Vor einer Migration angelegt, {size}',
  takenOut: 'Beim Rückweg herausgenommene Datenbank, {size}',
  verify: 'Prüfen',
  verifying: 'Wird geprüft …',
  verifyingSaid: 'Wird geprüft',
  removedSaid: 'Sicherung entfernt',
  copyTo: 'Kopieren …',
  copiedTo: 'Eine geprüfte Kopie jeder Datei liegt in {folder}.',
  remove: 'Entfernen',
  restore: 'Zurückholen',
  failedBecause: '{title}. {detail}',
  removeTitle: 'Diese Sicherung entfernen?',
  removeWhat: 'Die Sicherung vom {date} ({size}) wird endgültig entfernt.',
  removeOnlyIf: 'Sie wird nur entfernt, wenn jede ihrer Dateien unverändert auch anderswo liegt.',
  confirmTitle: 'Die Migration rückgängig machen?',
  confirmRestoreTitle: 'Diese Datenbank zurückholen?',
  whatComesBack: 'Was zurückkommt',
  comesBack: 'Alles, wie es vor dem {date} war, Byte für Byte. Was es damals nicht gab, ist wieder weg.',
  comesBackTaken: 'Die Datenbank, die am {date} herausgenommen wurde ({size}).',
  whatIsKept: 'Was erhalten bleibt',
  isKept:
    'Die jetzige Datenbank wird nicht gelöscht, sondern als eigene Sicherung aufgehoben. Was Sie seither darin gemacht haben, bleibt in dieser Sicherung.',
  beforeYouGo: 'Bevor Sie fortfahren',
  quitNew:
    'Beenden Sie das neue Hive, falls es läuft. Die Sicherung wird noch einmal geprüft, bevor sich etwas ändert.',
  rolling: 'Wird rückgängig gemacht',
  ifCancelled: 'Beim Abbrechen ändert sich nichts: Das neue Hive und die Sicherung bleiben, wie sie sind.',
  noStopping: 'Alles wird zurückgelegt. Das dauert einen Augenblick und lässt sich nicht auf halbem Weg anhalten.',
  restoredList: 'Wiederhergestellt, Byte für Byte',
  removedList: 'Wieder weg, wie es vorher war',
  keptList: 'Aufgehoben',
  restored: { one: '{n} Datei wiederhergestellt.', other: '{n} Dateien wiederhergestellt.' },
  restoredVerified: {
    one: '{n} Datei wiederhergestellt und geprüft.',
    other: '{n} Dateien wiederhergestellt und geprüft.',
  },
  gone: {
    one: '{n} Datei oder Ordner, von der Migration angelegt, ist wieder weg.',
    other: '{n} Dateien oder Ordner, von der Migration angelegt, sind wieder weg.',
  },
  keptBelow: 'Die herausgenommene Datenbank ist unten als Sicherung aufgehoben.',
  rolledBack: 'Rückgängig gemacht',
  whatChanged: 'Was sich geändert hat',
  cancelledTitle: 'Das Rückgängigmachen wurde abgebrochen',
  cancelledUnfinished:
    'Ein früherer Rückweg blieb mitten im Zurücklegen stehen. Auf der Übersicht können Sie ihn zu Ende bringen.',
  cancelled:
    'Es wurde nichts verändert: Das neue Hive ist, wie es war. Die Sicherung bleibt, und Sie können jederzeit zurück.',
}

export const history: Translation<typeof en.history> = {
  title: 'Verlauf',
  lede: 'Jeder Lauf auf diesem Computer, der neueste zuerst.',
  reading: 'Der Verlauf wird gelesen',
  none: 'Es lief noch nichts. Jede Migration und jeder Rückweg wird hier stehen.',
  migrate: 'Migration: {state}',
  rollback: 'Rückweg: {state}',
  running: 'läuft',
  interrupted: 'unterbrochen',
  done: 'abgeschlossen',
  failed: 'fehlgeschlagen',
  cancelled: 'abgebrochen',
  'nothing-to-do': 'nichts zu tun',
  undone: 'seither rückgängig gemacht',
}
