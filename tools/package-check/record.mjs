/** Keeps count of what was checked, and says each as it comes. */

/** How many checks have passed and failed so far; specs count one by one. */
export const total = { passed: 0, failed: 0 }

/** One check: passed when it has no problems. @param {string} name @param {string[]} problems */
export function record(name, problems) {
  const ok = problems.length === 0
  total[ok ? 'passed' : 'failed'] += 1
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}${problems.map((problem) => `\n       ${problem}`).join('')}`)
}
