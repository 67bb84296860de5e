import type { Translation } from '../../words/message.js'
import type { en } from './en.js'

const onCopy =
  'Gearbeitet wird an einer eigenen Kopie, die wieder verschwindet. An Ihren Daten ändert das Abbrechen nichts.'

export const de: { readonly [T in keyof typeof en]: Translation<(typeof en)[T]> } = {
  menu: {
    go: '&Gehe zu',
    home: 'Übersicht',
    migrate: 'Migration',
    backups: 'Sicherungen',
    look: 'Hineinsehen',
    history: 'Verlauf',
    test: 'Probelauf',
    performance: 'Leistung',
    settings: 'Einstellungen',
    help: '&Hilfe',
    checkForUpdates: 'Nach &Updates suchen …',
  },
  mac: {
    about: 'Über {name}',
    services: 'Dienste',
    hide: '{name} ausblenden',
    hideOthers: 'Andere ausblenden',
    showAll: 'Alle einblenden',
    quit: '{name} beenden',
    edit: 'Bearbeiten',
    undo: 'Widerrufen',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einsetzen',
    delete: 'Löschen',
    selectAll: 'Alles auswählen',
    window: 'Fenster',
    minimize: 'Im Dock ablegen',
    zoom: 'Zoomen',
    front: 'Alle nach vorne bringen',
  },
  quit: {
    keepGoing: 'Weiterlaufen lassen',
    cancelAndQuit: 'Abbrechen und beenden',
    migrate: 'Die Migration läuft noch',
    migrateDetail:
      'Wenn Sie abbrechen, bleiben Ihre alten Daten, wie sie sind, und nichts wird eingerichtet. Das bisher Getane bleibt erhalten.',
    rollback: 'Der Rückweg läuft noch',
    rollbackDetail:
      'Wenn Sie abbrechen, geht nichts verloren: Die Sicherung bleibt, und Sie können den Rückweg noch einmal gehen.',
    test: 'Der Probelauf läuft noch',
    testDetail: onCopy,
    benchmark: 'Die Messung läuft noch',
    benchmarkDetail: onCopy,
    optimize: 'Die Suche nach besseren Einstellungen läuft noch',
    optimizeDetail: onCopy,
  },
  notice: {
    nothing: 'Es war nichts zu tun',
    nothingBody: 'Das neue Hive hatte schon alles.',
    migrated: 'Die Migration ist abgeschlossen',
    migratedBody: 'Jeder Wert wurde verglichen. Zurück können Sie jederzeit.',
    rolledBack: 'Die Migration ist rückgängig gemacht',
    rolledBackBody: 'Alles ist wieder, wie es war.',
    test: 'Der Probelauf ist zu Ende',
    benchmark: 'Die Messung ist zu Ende',
    optimize: 'Die Suche nach besseren Einstellungen ist zu Ende',
    triedBody: 'Das Fenster zeigt, was dabei herauskam.',
  },
  pick: {
    folder: 'Wo liegt das alte Hive?',
    file: 'Welche Datei ist die Datenbank des alten Hive?',
    backup: 'Wohin soll die Sicherung?',
    copy: 'Wohin soll die Kopie der Sicherung?',
    databases: 'Datenbanken',
    allFiles: 'Alle Dateien',
  },
  update: {
    ok: 'OK',
    notNow: 'Nicht jetzt',
    download: 'Herunterladen',
    install: 'Einrichten und neu starten',
    running: 'Nicht, solange etwas läuft',
    runningDetail:
      'Ein Update würde das Programm unter den Füßen ersetzen. Suchen Sie danach, wenn es zu Ende ist. Aus dem Netz wurde nichts abgefragt.',
    interrupted: 'Zuerst das Unterbrochene zu Ende bringen',
    interruptedDetail:
      'Nur die Version, die einen Lauf begonnen hat, kann ihn fortsetzen. Setzen Sie ihn fort oder nehmen Sie ihn zurück, und suchen Sie dann noch einmal. Aus dem Netz wurde nichts abgefragt.',
    forged: 'Der Download ist nicht, was veröffentlicht wurde',
    forgedDetail: 'Er wurde verworfen und nichts eingerichtet. Version {version} bleibt, wie sie ist. ({code})',
    noAnswer: 'Die Suche nach Updates ist nicht gelungen',
    noAnswerDetail:
      'Der Ort der Veröffentlichungen gab keine brauchbare Antwort. Es wurde nichts verändert: Version {version} bleibt, wie sie ist.',
    unknown: 'Diese Kopie sucht nicht nach Updates',
    unknownDetail:
      'Sie weiß nicht, wo neue Versionen liegen. Dies ist Version {version}; eine neuere gibt es dort, woher diese kam.',
    latest: 'Es gibt nichts Neueres',
    latestDetail: 'Version {version} ist die neueste.',
    found: 'Version {found} ist da',
    foundDetail: 'Dies ist Version {version}. Die neue gibt es dort, woher diese kam.',
    foundAtDetail: 'Dies ist Version {version}. Die neue gibt es hier: {page}',
    offerDetail:
      'Dies ist Version {version}. Der Download wird geprüft, bevor etwas ersetzt wird; Ihre Sicherungen und Berichte bleiben.',
    ready: 'Version {found} ist bereit',
    readyDetail: 'Der Assistent startet neu, um sie einzurichten.',
    notInstalled: 'Version {found} ließ sich nicht einrichten',
    notInstalledDetail:
      'Dieses Fenster läuft weiter. Startet der Assistent danach nicht mehr, holen Sie ihn dort, woher er kam; Ihre Daten, Sicherungen und Berichte sind unberührt.',
  },
}
