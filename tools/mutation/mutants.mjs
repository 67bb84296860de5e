/**
 * Finds every place in a TypeScript file where a small, meaningful change can be made. Chosen by syntax alone, so that
 * nobody picks the easy ones by hand; what is left out is left out by one of the rules in `leftOut`.
 */
import ts from 'typescript'

const operators = new Map([
  ['===', '!=='],
  ['!==', '==='],
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
  ['&&', '||'],
  ['||', '&&'],
  ['??', '&&'],
  ['+', '-'],
  ['-', '+'],
])

/** Words of SQL in the engine's strings: half of what `verify` decides is decided there. */
const sqlWords = /\bNOT EXISTS\b|\bNOT IN\b|\bIS NOT\b|\bAND NOT\b|\bAND\b|\bOR\b(?! (?:IGNORE|REPLACE)\b)/g
const sqlOthers = new Map([
  ['NOT EXISTS', 'EXISTS'],
  ['NOT IN', 'IN'],
  ['IS NOT', 'IS'],
  ['AND NOT', 'AND'],
  ['AND', 'OR'],
  ['OR', 'AND'],
])

/** What changes nothing that is promised, each with its reason. A change in such a call or statement is not tried. */
const leftOut = [
  { what: /^faultPoint\(/, why: 'a named place where tests strike; in the product nobody listens' },
  { what: /^(await )?breathe\(/, why: 'pace: it lets the process answer between two pieces of work' },
  { what: /^(const factor|size) = /, why: 'pace: how many rows are looked at in one go' },
  {
    what: /^(progress\.\w+|note|(\w+\.)?on(File|Rows|Check))\(/,
    why: 'progress shown to people while they wait; the result is the same without it',
  },
]

/**
 * @typedef {object} Mutant
 * @property {number} start of the text that is replaced
 * @property {number} end of it
 * @property {string} text that takes its place
 * @property {number} line from 1
 * @property {string} what in words
 * @property {{ start: number, end: number, statement: boolean }} hit the expression or statement that runs when it matters
 */

/**
 * All mutants of a source text, in the order of the text.
 * @param {string} text
 * @returns {Mutant[]}
 */
export function mutantsOf(text) {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true)
  /** @type {Mutant[]} */
  const found = []
  const startOf = (node) => node.getStart(source)
  const lineAt = (position) => source.getLineAndCharacterOfPosition(position).line + 1
  const add = (place, replacement, what, node) => {
    const hit = { start: startOf(node), end: node.getEnd(), statement: ts.isStatement(node) }
    found.push({ ...place, text: replacement, line: lineAt(place.start), what, hit })
  }
  const spanOf = (node) => ({ start: startOf(node), end: node.getEnd() })

  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isTypeAliasDeclaration(node)) return
    if (isLeftOut(node, source)) return
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken.getText(source)
      const other = operators.get(operator)
      if (other) add(spanOf(node.operatorToken), other, `${operator} becomes ${other}`, node)
    }
    if (node.kind === ts.SyntaxKind.TrueKeyword) add(spanOf(node), 'false', 'true becomes false', node)
    if (node.kind === ts.SyntaxKind.FalseKeyword) add(spanOf(node), 'true', 'false becomes true', node)
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      add(spanOf(node), node.operand.getText(source), 'a negation is dropped', node)
    }
    if (ts.isIfStatement(node)) add(spanOf(node.expression), 'false', 'a condition is never met', node.expression)
    if (ts.isExpressionStatement(node) && isEffect(node.expression)) {
      add(spanOf(node), ';', 'a statement is dropped', node)
    }
    if (ts.isThrowStatement(node)) add(spanOf(node), ';', 'an error is not thrown', node)
    if (ts.isNoSubstitutionTemplateLiteral(node) || ts.isStringLiteral(node)) addSql(node, node)
    if (ts.isTemplateExpression(node)) {
      for (const piece of [node.head, ...node.templateSpans.map((span) => span.literal)]) addSql(piece, node)
    }
    ts.forEachChild(node, visit)
  }
  const addSql = (piece, node) => {
    for (const match of piece.getText(source).matchAll(sqlWords)) {
      const start = startOf(piece) + match.index
      const other = sqlOthers.get(match[0])
      add({ start, end: start + match[0].length }, other, `SQL: ${match[0]} becomes ${other}`, node)
    }
  }
  visit(source)
  return found
}

function isLeftOut(node, source) {
  if (!ts.isExpressionStatement(node) && !ts.isVariableStatement(node)) return false
  const text = node.getText(source)
  return leftOut.some(({ what }) => what.test(text))
}

function isEffect(expression) {
  const inner = ts.isAwaitExpression(expression) ? expression.expression : expression
  return ts.isCallExpression(inner) || ts.isBinaryExpression(inner)
}

/**
 * @param {string} text
 * @param {Mutant} mutant
 */
export function applyMutant(text, mutant) {
  return text.slice(0, mutant.start) + mutant.text + text.slice(mutant.end)
}

/**
 * The same program, which says of every place of a mutant that it was reached: `__hit(id)`, from a module that the
 * coverage pass puts beside it.
 * @param {string} text
 * @param {Mutant[]} mutants of this text
 * @param {(index: number) => string} idOf
 * @param {string} hitModule what to import `hit` from
 */
export function instrument(text, mutants, idOf, hitModule) {
  /** @type {{ at: number, text: string, opens: boolean, length: number }[]} */
  const pieces = []
  for (const [index, { hit }] of mutants.entries()) {
    const [open, close] = hit.statement ? ['{', '}'] : ['(', ')']
    const call = `__hit(${JSON.stringify(idOf(index))})${hit.statement ? ';' : ','}`
    const length = hit.end - hit.start
    pieces.push({ at: hit.start, text: open + call, opens: true, length })
    pieces.push({ at: hit.end, text: close, opens: false, length })
  }
  // At one position: first what closes (the inner one first), then what opens (the outer one first).
  pieces.sort(
    (a, b) => a.at - b.at || Number(a.opens) - Number(b.opens) || (a.opens ? b.length - a.length : a.length - b.length),
  )
  let out = ''
  let from = 0
  for (const piece of pieces) {
    out += text.slice(from, piece.at) + piece.text
    from = piece.at
  }
  return `import { hit as __hit } from ${JSON.stringify(hitModule)};${out}${text.slice(from)}`
}

/** A small generator of numbers below 1, the same for the same seed (mulberry32). */
export function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}
