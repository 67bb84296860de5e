/**
 * The layer rule: renderer -> contract <- ipc -> engine, and only `app` and preload know Electron (docs/architecture.md).
 *
 * Our own rule rather than a plugin: it needs no module resolver, because every import inside the project is relative, and
 * it reads as the table below. It looks at every form of import, `import()`, `require` and types included.
 */
import { posix, relative, sep } from 'node:path'

const model = { to: 'src-main/engine/model', types: true }
/** Languages, and what the engine says in them: pure, for the page, the app and the report. */
const words = { to: 'src-main/words' }

/**
 * The first layer whose folder a file lies in, with what it may import beside its own folder. `types: true`: types only.
 * `packages` lists the npm packages (and `node:` for Node's own modules) that are forbidden there.
 */
const layers = [
  {
    at: 'src-renderer',
    may: [{ to: 'src-preload/contract', types: true }, words],
    forbids: ['node:', 'electron', 'better-sqlite3'],
  },
  { at: 'src-main/words', may: [], forbids: ['node:', 'electron', 'better-sqlite3', 'svelte'] },
  { at: 'src-preload', may: [model], forbids: ['node:', 'better-sqlite3'] },
  {
    at: 'src-main/app',
    may: [
      { to: 'src-main/ipc' },
      { to: 'src-main/engine-process' },
      { to: 'src-main/engine/model' },
      { to: 'src-main/engine/errors' },
      { to: 'src-preload/contract' },
      { to: 'src-preload/channels' },
      words,
    ],
    forbids: ['better-sqlite3'],
  },
  {
    at: 'src-main/ipc',
    may: [
      { to: 'src-preload/contract' },
      { to: 'src-main/engine-process' },
      { to: 'src-main/engine/model' },
      { to: 'src-main/engine/errors' },
      { to: 'src-main/engine/api', types: true },
    ],
    forbids: ['electron', 'better-sqlite3'],
  },
  {
    at: 'src-main/cli',
    may: [
      { to: 'src-main/engine-process' },
      { to: 'src-main/engine/model' },
      { to: 'src-main/engine/errors' },
      // Figures in the words of the report: pure functions.
      { to: 'src-main/engine/report/format' },
      { to: 'src-main/engine/api', types: true },
    ],
    forbids: ['electron', 'better-sqlite3'],
  },
  { at: 'src-main/engine-process', may: [{ to: 'src-main/engine' }, words], forbids: ['electron', 'better-sqlite3'] },
  { at: 'src-main/engine', may: [words], forbids: ['electron', 'svelte'] },
]

const lies = (path, folder) => path === folder || path.startsWith(`${folder}/`)
const bare = (path) => path.replace(/\.(d\.)?[cm]?[jt]s$/, '').replace(/\/index$/, '')

/** Why `file` (relative to the root, with /) may not import `specifier`; null when it may. */
function objection(file, specifier, typesOnly) {
  const layer = layers.find(({ at }) => lies(file, at))
  if (!layer) return null
  if (!specifier.startsWith('.')) {
    const forbidden = layer.forbids.find((name) =>
      name.endsWith(':') ? specifier.startsWith(name) : lies(specifier, name),
    )
    return forbidden ? `${layer.at} must not import ${specifier}` : null
  }
  const target = bare(posix.join(posix.dirname(file), specifier))
  if (lies(target, layer.at)) return null
  if (target === 'package.json' && layer.at.startsWith('src-main')) return null
  const allowed = layer.may.find(({ to }) => lies(target, to))
  if (!allowed) return `${layer.at} must not import ${target}`
  return allowed.types && !typesOnly ? `${layer.at} may import only types of ${allowed.to}` : null
}

const onlyTypes = (node) =>
  node.importKind === 'type' ||
  node.exportKind === 'type' ||
  (node.type === 'ImportDeclaration' &&
    node.specifiers.length > 0 &&
    node.specifiers.every((specifier) => specifier.importKind === 'type'))

/** @type {import('eslint').Rule.RuleModule} */
const rule = {
  meta: { type: 'problem', schema: [], messages: { layer: '{{why}} (layer rule, docs/architecture.md)' } },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/')
    const check = (node, source, typesOnly) => {
      if (typeof source?.value !== 'string') return
      const why = objection(file, source.value, typesOnly)
      if (why) context.report({ node, messageId: 'layer', data: { why } })
    }
    const declaration = (node) => check(node, node.source, onlyTypes(node))
    return {
      ImportDeclaration: declaration,
      ExportNamedDeclaration: declaration,
      ExportAllDeclaration: declaration,
      ImportExpression: (node) => check(node, node.source, false),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal, true),
      CallExpression: (node) => {
        if (node.callee.type === 'Identifier' && node.callee.name === 'require') check(node, node.arguments[0], false)
      },
    }
  },
}

/** The plugin that carries the rule, as `hive/layers`. */
export default { rules: { layers: rule } }
