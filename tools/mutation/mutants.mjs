// Finds every place in a TypeScript file where a small, meaningful change can be made, and makes one of them. Chosen by
// syntax alone, so that nobody picks the easy ones by hand.
import ts from 'typescript'

const comparisons = new Map([
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

/** @typedef {{ start: number, end: number, text: string, line: number, what: string }} Mutant */

/**
 * All mutants of a source text.
 * @param {string} text
 * @returns {Mutant[]}
 */
export function mutantsOf(text) {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true)
  /** @type {Mutant[]} */
  const found = []
  const add = (node, replacement, what) => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
    found.push({ start: node.getStart(source), end: node.getEnd(), text: replacement, line, what })
  }
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isTypeAliasDeclaration(node)) return
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken.getText(source)
      const other = comparisons.get(operator)
      if (other) add(node.operatorToken, other, `${operator} becomes ${other}`)
    }
    if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false', 'true becomes false')
    if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true', 'false becomes true')
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      add(node, node.operand.getText(source), 'a negation is dropped')
    }
    if (ts.isIfStatement(node)) add(node.expression, 'false', 'a condition is never met')
    if (ts.isExpressionStatement(node) && isEffect(node.expression)) add(node, ';', 'a statement is dropped')
    if (ts.isThrowStatement(node)) add(node, ';', 'an error is not thrown')
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function isEffect(expression) {
  const inner = ts.isAwaitExpression(expression) ? expression.expression : expression
  if (!ts.isCallExpression(inner)) return ts.isBinaryExpression(inner)
  // Words for people and test hooks change nothing that is promised.
  return !/^(faultPoint|progress\.|onFile|order\.onFile|options\.onRows|onRows|note)/.test(inner.expression.getText())
}

/**
 * @param {string} text
 * @param {Mutant} mutant
 */
export function applyMutant(text, mutant) {
  return text.slice(0, mutant.start) + mutant.text + text.slice(mutant.end)
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
