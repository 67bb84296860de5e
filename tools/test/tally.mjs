/** Adds up single checks: each counts as one test, and what a failed one says is kept. */
export function tally(checks, detail) {
  const failed = checks.filter((check) => !check.ok)
  return {
    passed: checks.length - failed.length,
    failed: failed.length,
    skipped: 0,
    detail,
    output: failed.map((check) => `--- ${check.name}\n${check.output}`).join('\n'),
  }
}
