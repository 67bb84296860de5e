/** What sources say to a person (components, modules, pages of the report): their texts, and the keys that they ask for. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'svelte/compiler'
import ts from 'typescript'

const root = fileURLToPath(new URL('../../', import.meta.url))

export type Source = { file: string; text: string }

/** Every source below a folder of the project but those whose name (with /) matches `but`: its catalogues. */
export function sources(folder: string, but: RegExp): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.(svelte|ts)$/.test(file) && !but.test(file))
    .map((file) => ({ file, text: readFileSync(join(root, folder, file), 'utf8') }))
}

/** A string in code: `kind` says where, so that what is never shown can be left out. */
type Said = { text: string; where: 'text' | 'attribute' | 'code'; name: string }
type Node = { type: string; [key: string]: unknown }

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

/** Attributes of elements that a person reads or hears; of a component every one may be shown. */
const spoken = /^(title|alt|placeholder|label|aria-(label|description|placeholder|roledescription|valuetext))$/

/** The beginning of a key that is only whole at run time: `run.${phase}Done`. */
const isKey = /^[a-z]\w*\.[\w-]*$/

/** Every literal of a component: text between the tags, attributes, and strings in its code. */
export function literalsOfComponent({ text }: Source): Said[] {
  const said: Said[] = []
  const visit = (node: Node, name: string, shown: boolean): void => {
    if (node.type === 'StyleSheet' || node.type === 'ImportDeclaration') return
    // Types are never shown; what stands beside one (`x as const`) may be.
    if (node.type.startsWith('TS')) {
      if (isNode(node['expression'])) visit(node['expression'], name, shown)
      return
    }
    if (node.type === 'Text') {
      if (shown) said.push({ text: String(node['data']), where: name === '' ? 'text' : 'attribute', name })
      return
    }
    if (node.type === 'Literal' && typeof node['value'] === 'string')
      said.push({ text: node['value'], where: 'code', name })
    if (node.type === 'TemplateLiteral') {
      const quasis = (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked)
      if (!isKey.test(quasis[0] ?? '')) said.push(...quasis.map((each): Said => ({ text: each, where: 'code', name })))
    }
    const isComponent = node.type === 'Component'
    for (const [key, value] of Object.entries(node)) {
      for (const child of [value].flat().filter(isNode)) {
        if (child.type === 'Attribute' && key === 'attributes') {
          const attribute = String(child['name'])
          visit(child, attribute, isComponent || spoken.test(attribute))
        } else visit(child, name, shown)
      }
    }
  }
  const { fragment, instance, module } = parse(text, { modern: true })
  for (const part of [fragment, instance, module]) if (part) visit(part as unknown as Node, '', true)
  return said
}

/** What stands between the tags of a template, and in attributes that a person reads; values are left out. */
function textsOfPage(template: ts.TemplateLiteral): Said[] {
  const pieces = ts.isNoSubstitutionTemplateLiteral(template)
    ? [template.text]
    : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)]
  const page = pieces.join('\u0000')
  const spoken = [...page.matchAll(/\s(?:title|alt|aria-label)="([^"]*)"/g)].map(([, value = '']) => value)
  return [
    ...page.replaceAll(/<[^>]*>/g, '\u0000').split('\u0000'),
    ...spoken.flatMap((each) => each.split('\u0000')),
  ].map((each): Said => ({ text: each, where: 'text', name: '' }))
}

/** Every string in a module of ours but what it imports and its types. */
export function literalsOfModule({ file, text }: Source): Said[] {
  const said: Said[] = []
  const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest)
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return
    // What something is called is never shown; what it is may be.
    if (ts.isPropertyAssignment(node)) {
      visit(node.initializer)
      return
    }
    // A page that is made by a template (engine/report/html.ts).
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText(parsed) === 'html') {
      said.push(...textsOfPage(node.template))
      ts.forEachChild(node.template, (child) => ts.isTemplateSpan(child) && visit(child.expression))
      return
    }
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node))
      said.push({ text: node.text, where: 'code', name: '' })
    if (ts.isTemplateExpression(node) && !isKey.test(node.head.text)) {
      for (const { text } of [node.head, ...node.templateSpans.map(({ literal }) => literal)])
        said.push({ text, where: 'code', name: '' })
    }
    ts.forEachChild(node, visit)
  }
  visit(parsed)
  return said
}

/** Attributes whose text is for the program: never a word on the page. */
const technical = /^(class|d|style|id|role|type|name|variant|tone|viewBox|href|key|mark|what|live|points|transform)$/
/** Keys of the catalogue and of the keyboard, codes, classes, and ends of the engine's names, that read as a word. */
const names = /^([a-z]\w*\.[\w-]+|Enter|Escape|FailureError|HM-[A-Z-]+|Ms|Bytes|PerSecond|Kib)$/
/** A list of elements. */
const sentences = new Set(['a, button, summary, textarea, select'])

/** Text that a person would read: in a component any letter between tags; in code what looks like words. */
export function literalText(source: Source): string[] {
  const component = source.file.endsWith('.svelte')
  return (component ? literalsOfComponent(source) : literalsOfModule(source))
    .filter(({ text, where, name }) => {
      const words = text.trim()
      if (!/\p{L}{2}/u.test(words)) return false
      if (where === 'text') return true
      if (technical.test(name) || names.test(words) || sentences.has(words)) return false
      if (where === 'attribute') return true
      // A sentence, or a word with a capital letter: `same`, `only-old` and `card lines` are for the program.
      return /^\p{Lu}\p{Ll}/u.test(words) || /\p{Ll}[ ,:.] ?\p{Ll}{2}/u.test(words.replaceAll(/[\w-]+\.[\w-]+/g, ''))
    })
    .map(({ text }) => text.trim().replaceAll(/\s+/g, ' '))
}

/** The keys that a source asks for; `*` stands for what is only known at run time. */
export function keysIn(source: Source): RegExp[] {
  const asked: RegExp[] = []
  for (const [, quoted, template] of source.text.matchAll(/['"]([a-zA-Z]+\.[\w-]+)['"]|`([a-zA-Z]+\.[^`\s]*)`/g)) {
    const pattern = (quoted ?? template ?? '')
      .replaceAll('.', String.raw`\.`)
      .replaceAll(/\$\{[^}]*\}/g, String.raw`[\w-]+`)
    asked.push(new RegExp(`^${pattern}$`))
  }
  // `tNamed('figures', name)` asks for all of a topic.
  for (const [, topic] of source.text.matchAll(/tNamed\('(\w+)'/g)) asked.push(new RegExp(`^${topic}\\.`))
  return asked
}
