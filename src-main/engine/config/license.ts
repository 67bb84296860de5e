import { isIntact, type ConfigFile } from './read.js'
import { isSpeltNumber } from './spelt.js'

/** A row of `licenses` (facts 1.5): every value as the file has it. */
export type LicenseRow = {
  key: string
  tier: string
  daily_limit: bigint
  features: string | null
  user_id: string
  email: string | null
  expires_at: string | null
  validated_at: string
}

/**
 * The licence of a `license.json`, and the keys of the file that it takes. Null when something is missing or of another
 * kind that the table requires: then the key alone has a place, and the rest is carried.
 */
export function licenseOf(file: ConfigFile): { row: LicenseRow; used: string[] } | null {
  const { value } = file
  const isText = (each: unknown): each is string => typeof each === 'string' && each !== '' && isIntact(file, each)
  const { key, tier, daily_limit: given, features, user_id: user, email, expires_at: expires, validated_at: at } = value
  const limit = wholeNumber(given)
  if (!isText(key) || !isText(tier) || !isText(user) || !isText(at) || limit === null) return null
  const words = features === undefined || features === null ? null : JSON.stringify(features)
  const optional = { email: isText(email) ? email : null, expires_at: isText(expires) ? expires : null }
  const row = {
    ...{ key, tier, daily_limit: limit, user_id: user, validated_at: at, ...optional },
    features: words !== null && isIntact(file, words) ? words : null,
  }
  const used = Object.entries(row).flatMap(([name, taken]) => (taken === null ? [] : [`/${name}`]))
  return { row, used }
}

/** A whole number that a database can hold; `"unlimited"` (facts 1.6) is none. */
function wholeNumber(value: unknown): bigint | null {
  const text = typeof value === 'number' || isSpeltNumber(value) ? JSON.stringify(value) : ''
  return /^-?\d{1,18}$/.test(text) ? BigInt(text) : null
}
