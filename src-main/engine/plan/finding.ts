/**
 * What a look before a migration found that does not stop it; what stops it is thrown. A warning has a code and something
 * to do, as a failure has.
 */
export type Finding =
  | { status: 'passed'; detail: string }
  | { status: 'warning'; detail: string; title?: string; code: string; fix: string }

/** A look that found nothing to say. */
export const passed = (detail: string): Finding => ({ status: 'passed', detail })

/** What several looks of one kind found, each thing once. */
export function together(findings: Finding[]): Finding {
  const warned = findings.find(({ status }) => status === 'warning')
  const detail = [...new Set(findings.map((finding) => finding.detail))].join(' ')
  return { ...(warned ?? findings[0] ?? passed('')), detail }
}
