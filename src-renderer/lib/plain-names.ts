/** Plain words for tables and checks, where there are any; what other programs made keeps its own name. */
import type { VerificationCheck } from '../../src-preload/contract.js'
import { engineWords } from '../i18n/engine.js'
import { tNamed } from '../i18n/index.js'
import { capital } from './format.js'

/** `carried`: the new Hive has no place for the table, and so nobody knows that its name means what it says. */
export const tableWords = (name: string, carried: boolean): string | null =>
  carried ? null : (tNamed('tableNames', name.toLowerCase()) ?? null)

/** What a check proved, in one sentence; its name where it did not pass, or did not look. */
export function provedWords({ name, passed, detail }: VerificationCheck): string {
  const looked = !/^not (looked at|asked)\b/.test(detail)
  return (passed && looked ? tNamed('proved', name) : undefined) ?? capital(engineWords(name))
}
