/**
 * The repaired form `YYYY-MM-DDTHH:MM:SS.sssZ` of 9 to 11 digits (seconds) or 12 to 14 digits (milliseconds); null for
 * anything else: it names no moment.
 */
export function repairTimestamp(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'bigint') return null
  const digits = String(value).replace(/^ +| +$/g, '')
  if (!/^\d{9,14}$/.test(digits)) return null
  return new Date(Number(digits) * (digits.length < 12 ? 1000 : 1)).toISOString()
}

/** The SQL of a timestamp on its way: readable values as they are, others through the repair. */
export function timestampSql(value: string): string {
  return `CASE WHEN ${value} IS NULL OR datetime(${value}) IS NOT NULL THEN ${value} ELSE hm_repair_timestamp(${value}) END`
}
