import type { en } from '../en/index.js'
import type { Translation } from '../../../src-main/words/message.js'

export const settings: Translation<typeof en.settings> = {
  title: 'Einstellungen',
  appearance: 'Aussehen',
  asSystem: 'Wie das System',
  asSystemNote: 'Richtet sich nach Ihrem Computer',
  light: 'Hell',
  lightNote: 'Tinte auf Papier',
  dark: 'Dunkel',
  darkNote: 'Für den Abend',
  language: 'Sprache',
  system: 'System',
  systemNote: 'Die Sprache Ihres Computers',
  en: 'English',
  enNote: 'Englisch, auf allen Seiten',
  de: 'Deutsch',
  deNote: 'Auf allen Seiten',
  backups: 'Sicherungen',
  keepAll: 'Alle behalten',
  keepAllNote: 'Nichts wird von selbst entfernt',
  keep10: 'Die neuesten 10',
  keep10Note: 'Nach jeder Migration',
  keep3: 'Die neuesten 3',
  keep3Note: 'Ein einziges Exemplar wird nie entfernt',
  about: 'Über die App',
  version: 'Version',
  homeFolder: 'Ihr Ordner',
  newHive: 'Neues Hive',
}

export const fault: Translation<typeof en.fault> = {
  title: 'Das konnte die App nicht tun',
  safe: 'Ihre Daten wurden nicht angerührt.',
  fix: 'Versuchen Sie es erneut; geschieht es zweimal, schließen Sie die App und öffnen Sie sie wieder.',
  reportTitle: 'Der Bericht ließ sich nicht öffnen',
  reportDetail: 'Das System hat für den Bericht des Laufs {run} kein Programm geöffnet.',
  reportFix: 'Nehmen Sie „Im Ordner zeigen“ und öffnen Sie ihn mit Ihrem Browser.',
}
