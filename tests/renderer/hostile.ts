/** Texts from data that mean harm: markup, marks that turn the reading direction, names of ten thousand letters. */

const markup = `<img src=x onerror="globalThis.hacked='yes'"><script>globalThis.hacked='yes'</script>`
const turned = 'invoice\u202egpj.exe\u2066\u0007'
const long = 'n'.repeat(10_000)

/** Fields that are words of our own, figures or dates; everything else may come from somebody's data. */
const own = new Set([
  ...[
    'ok',
    'kind',
    'state',
    'shape',
    'severity',
    'status',
    'action',
    'type',
    'phase',
    'layer',
    'level',
    'code',
    'theme',
    'mark',
    'ref',
    'next',
  ],
  ...['id', 'runId', 'backupId', 'keptBackupId', 'operation', 'platform', 'host', 'reason', 'complexity'],
  ...['createdAt', 'startedAt', 'modifiedAt', 'lastUsed', 'at', 'home'],
])

/** A copy with harm in every text that may come from data; every third text is very long, too. */
export function hostile<T>(value: T): T {
  let turn = 0
  const visit = (key: string, inner: unknown): unknown => {
    if (typeof inner === 'string') {
      if (own.has(key)) return inner
      return `${inner} ${markup}${turned}${turn++ % 3 === 0 ? long : ''}`
    }
    if (Array.isArray(inner)) return inner.map((item: unknown) => visit(key, item))
    if (inner === null || typeof inner !== 'object') return inner
    return Object.fromEntries(Object.entries(inner).map(([name, each]) => [name, visit(name, each)]))
  }
  return visit('', value) as T
}
