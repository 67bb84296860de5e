/** The one thing to do, where the engine's own words name an option of the command line and the app has a button. */
export const fixes: Readonly<Record<string, string>> = {
  'HM-SOURCE-MISSING': 'Choose its folder or its database file on the Find page.',
  'HM-SOURCE-CORRUPT':
    'If you have a backup of it from before the damage, choose that: it has everything. Else recover what can be read.',
  'HM-TARGET-HAS-DATA': 'Move that database to a safe place, then try again.',
  'HM-TARGET-FOREIGN': 'Move that file to a safe place, then try again.',
  'HM-TARGET-NEWER': 'Get the newest Hive Migration Assistant, then try again.',
  'HM-TARGET-UNWRITABLE': 'Give yourself permission to write there, then try again.',
  'HM-STATE-UNWRITABLE': 'Make that folder writable, then try again.',
  'HM-DISK-SPACE': 'Free the space that is named in the details, then try again.',
  'HM-DISK-FULL': 'Free some space, then resume: what was done so far is kept.',
  'HM-CANCELLED': 'Resume to go on from where it stopped, or start over.',
  'HM-ENGINE-DIED': 'Resume: it goes on from where it stopped.',
  'HM-BACKUP-UNKNOWN': 'Choose another backup from the list.',
  'HM-BACKUP-DAMAGED': 'Choose another backup from the list.',
}
