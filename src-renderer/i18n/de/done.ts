import type { en } from '../en/index.js'
import type { Translation } from '../../../src-main/words/message.js'

export const done: Translation<typeof en.done> = {
  titleNothing: 'Fertig: es war nichts nötig',
  titleSalvaged: 'Fertig: alles Lesbare ist umgezogen',
  title: 'Fertig: Ihre Daten sind umgezogen',
  ledeNothing: 'Das neue Hive hatte schon alles.',
  ledeSalvaged:
    'Das neue Hive hat alles, was lesbar war. Die beschädigte Datenbank liegt Byte für Byte in der Sicherung.',
  titleFresh: 'Fertig: Ihre Einstellungen sind umgezogen',
  ledeFresh: {
    one: 'Auch Profile und Schlüssel. Der Verlauf, {n} Gespräch, liegt in der Sicherung und kann später folgen.',
    other: 'Auch Profile und Schlüssel. Der Verlauf, {n} Gespräche, liegt in der Sicherung und kann später folgen.',
  },
  titleStaged: 'Fertig: diese Etappe ist umgezogen',
  ledeStaged: {
    one: '{n} Gespräch wartet auf eine spätere Etappe. Die alten Dateien sind unberührt.',
    other: '{n} Gespräche warten auf eine spätere Etappe. Die alten Dateien sind unberührt.',
  },
  ledeLastStage: 'Kein Gespräch wartet mehr. Die alten Dateien sind unberührt.',
  lede: 'Das neue Hive hat alles. {old}',
  oldInBackup: 'Die alte Datenbank liegt Byte für Byte in der Sicherung.',
  oldUntouched: 'Die alten Dateien sind unberührt.',
  backup: 'Sicherung',
  report: 'Bericht',
  nothingChanged: 'Es wurde nichts verändert',
  nothingNew:
    'Alles aus dem alten Hive ist schon früher umgezogen, und seither ist nichts dazugekommen. Das wurde gerade verglichen.',
  whereThings: 'Wo alles liegt',
  finish: 'Fertig',
  allConversations: { one: 'Ihr {n} Gespräch ist angekommen.', other: 'Alle {n} Gespräche sind angekommen.' },
  newSize: '{size}, samt Indizes und Suche',
  rowsIdentical: '{identical} von {compared} Zeilen gleich',
  valuesIn: '{values} Werte verglichen, in {time} insgesamt{also}.',
  alsoRepaired: {
    one: '{n} Zeile nach einer benannten Regel berichtigt',
    other: '{n} Zeilen nach einer benannten Regel berichtigt',
  },
  alsoAside: { one: '{n} Zeile beiseitegelegt', other: '{n} Zeilen beiseitegelegt' },
  alsoCarried: {
    one: '{n} dieser Zeilen, die das neue Hive nicht zeigt, bleibt wörtlich in seiner Datenbank',
    other: '{n} dieser Zeilen, die das neue Hive nicht zeigt, bleiben wörtlich in seiner Datenbank',
  },
  proofSum: '<{identical} von {compared}> Zeilen gleich, {values} Werte in {time} verglichen',
  notPassed: 'Nicht bestanden: {title}',
  mismatches: { one: '{n} Wert ist nicht angekommen', other: '{n} Werte sind nicht angekommen' },
  mismatchCell: '<{cell}> von <{key}>',
  mismatchValues: 'war <{source}>, ist jetzt <{target}>',
  tableByTable: 'Tabelle für Tabelle',
  allAccounted: {
    one: '{n} Zeile gelesen und nachgewiesen',
    other: '{n} Zeilen gelesen, jede nachgewiesen',
  },
  sumsDiffer: 'Die Summen weichen ab',
  columnTable: 'Tabelle',
  columnRead: 'Gele\u00adsen',
  columnMigrated: 'Über\u00adtragen',
  columnRepaired: 'Davon berich\u00adtigt',
  columnQuarantined: 'Beiseite\u00adgelegt',
  columnCarried: 'Wört\u00adlich',
  columnLeft: 'Offen',
  all: 'Alle',
  unreadable: 'Was nicht lesbar war',
  unreadableReport: 'Es steht auch im Bericht',
  unknownRows: 'Unbekannt viele Zeilen',
  aPart: 'Ein Teil',
  whatNext: 'Wie es weitergeht',
  next: 'Starten Sie das neue Hive. Ist es wieder beendet, kann „Leistung“ an einer Kopie probieren, ob seine Abfragen schneller gehen.',
  nextGained:
    'Starten Sie das neue Hive. Ist es wieder beendet, kann „Leistung“ seine Abfragen schneller machen: beim letzten Mal hier {gain}.',
  goingBack: 'Der Weg zurück',
  goingBackWhat:
    'Stellt genau das wieder her, was vorher da war. Die neue Datenbank wird nicht gelöscht, sondern als Sicherung aufgehoben.',
}

export const proof: Translation<typeof en.proof> = {
  data: 'Jeder Wert ist angekommen',
  schema: 'Die neue Datenbank ist vollständig',
  integrity: 'Die neue Datei ist fehlerfrei',
  search: 'Die Suche findet alles',
  configuration: 'Ihre Einstellungen sind mitgekommen',
  security: 'Ihre Schlüssel sind sicher',
  functional: 'Beide neuen Programme können damit arbeiten',
  regression: 'Sie antwortet wie die alte',
  performance: 'Wie schnell sie antwortet',
  independent: 'Ein zweiter, unabhängiger Blick',
  rollback: 'Der Rückweg ist frei',
}
