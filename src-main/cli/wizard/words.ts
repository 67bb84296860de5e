/** What the wizard says of itself: its steps, and one line for everything that can be chosen. */
import type { MigrationPart, MigrationType, ValidationLevel } from '../../engine/model/index.js'

export const steps = ['Find', 'Check', 'Plan', 'Migrate', 'Verify', 'Done'] as const
export type Step = (typeof steps)[number]

/** `Step 2 of 6: Check`. */
export function stepName(step: Step): string {
  return `Step ${steps.indexOf(step) + 1} of ${steps.length}: ${step}`
}

/** The first is what most people want. */
export const types: { value: MigrationType; label: string }[] = [
  { value: 'upgrade', label: 'upgrade: everything moves to the new Hive’s own place' },
  { value: 'parallel', label: 'parallel: both Hives stay usable, and the old one is never replaced' },
  { value: 'staged', label: 'staged: a part or some years now, the rest another time; each stage is proved' },
  { value: 'fresh', label: 'fresh: settings and profiles only; the history is archived in the backup' },
]

export const stageParts: { value: MigrationPart[]; label: string }[] = [
  { value: ['settings', 'conversations'], label: 'both: settings, and conversations by their dates' },
  { value: ['conversations'], label: 'conversations by their dates; the settings wait' },
  { value: ['settings'], label: 'settings and profiles; the conversations wait' },
]

export const levels: { value: ValidationLevel; label: string }[] = [
  { value: 'standard', label: 'standard: every value of every row is compared' },
  { value: 'strict', label: 'strict: also tries the new Hive’s own statements on a copy' },
  { value: 'paranoid', label: 'paranoid: also compares a second time by other means, and rehearses going back' },
  { value: 'basic', label: 'basic: rows are counted, values are not compared; quickest' },
]

/** The checks of which `--skip-checks` leaves out what is only advice; the others protect data. */
export const skipWords = {
  skipped:
    'Skipped: the look at who is using the old Hive now (advice). Any problem shows only when the migration starts.',
  risk: 'The risk: what the old Hive writes while it is copied may be missing in the new one.',
  kept:
    'Not skipped, because they protect your data: damage, free disk space, permissions, a new Hive that is running or ' +
    'holds data, the backup and its verification, and the comparison of old and new. The migration makes them itself, ' +
    'and stops if one fails.',
}
