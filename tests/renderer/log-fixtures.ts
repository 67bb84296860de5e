import type { LogLine } from '../../src-preload/contract.js'

const line = (at: string, from: LogLine['from'], event: string, detail = '', level: LogLine['level'] = 'info') => {
  return { at: `2026-11-22T${at}Z`, from, level, runId: 'r1', event, detail } satisfies LogLine
}

/** A run with a first try that met a fault. */
export const logLines: LogLine[] = [
  { ...line('14:58:31.004', 'log', 'app-started', '0.1.0 linux x64'), runId: null },
  line(
    '14:59:02.500',
    'log',
    'migrate',
    'HM-INTERNAL after 0.31 s: TypeError: Cannot read properties of undefined (reading "…")\n    at keySql (engine-host.js:12417:25)\n    at copyRows (engine-host.js:21266:24)',
    'error',
  ),
  line('15:00:00.100', 'journal', 'planned'),
  line(
    '15:00:00.400',
    'journal',
    'backed-up',
    'backup: /home/ada/.local/share/hive-migrate/backups/20261122-150000-aaaa',
  ),
  line('15:00:03.950', 'journal', 'built'),
  line('15:00:05.220', 'journal', 'verified'),
  line('15:00:05.231', 'journal', 'swapping'),
  line('15:00:05.240', 'journal', 'swapped'),
  line('15:00:05.262', 'record', 'migrate', 'outcome: done, migrated: 1625, repaired: 0, quarantined: 0'),
  line('15:00:05.270', 'journal', 'done', 'rows: 1625'),
  line('15:00:05.281', 'log', 'migrate', 'ended after 5.30 s'),
]
