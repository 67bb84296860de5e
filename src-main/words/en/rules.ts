/** What the ledger calls a rule by which a value was changed, and what the rule did. */
export const rules = {
  timestamp: 'written as a date that the new Hive reads; the value before is kept',
  'type of the new column': 'stored in the type of the new column; the value before is kept',
  'new number': 'a new number, because another row has the old one; the value before is kept',
  'missing key': 'made, because the old row had no key',
  placeholder: 'made to stand for a row that the old database does not have',
  'filled from another database': 'empty in this one, filled from another database',
  'completed from its messages': 'missing in the old database, made from its messages',
  'model name': 'written with the name that the new Hive calls this model by; the value before is kept',
  'model of the old catalogue': 'a number of the old catalogue, written as the model’s name; the value before is kept',
  'required user': 'the new Hive’s own user, because the old row names none',
} as const
