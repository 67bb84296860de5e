/** What holds for every workflow of .github: GitHub's own schema and expressions, and our rules for what may run there. */
import { registerHooks } from 'node:module'
import { load } from 'js-yaml'

// The parser imports its schema without saying that it is JSON, which bundlers allow and Node does not.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
})
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser')

/** What GitHub's own parser says of the file: keys, values, the names in expressions. */
async function schemaProblems(name, content) {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter())
  const errors = context.errors.getErrors().map(({ message }) => message)
  if (errors.length > 0 || !value) return errors
  const { errors: more = [] } = await convertWorkflowTemplate(context, value)
  return more.map(({ Message: message }) => message)
}

const pinned = /^[\w-]+\/[\w.-]+(\/[\w./-]+)?@[0-9a-f]{40}$/

/** Actions by commit, with the version that it was in words; those of this repository by path. */
function pinProblems(content) {
  return [...content.matchAll(/^\s*(?:- )?uses: (\S+)(.*)$/gm)]
    .filter(([, action = '']) => !action.startsWith('./'))
    .filter(([, action = '', rest = '']) => !(pinned.test(action) && /^ # v\d+\.\d+\.\d+$/.test(rest)))
    .map(([line]) => `not pinned to a commit with its version: ${line.trim()}`)
}

const isReadOnly = (permissions) => JSON.stringify(permissions) === '{"contents":"read"}'

/** Rights are named where they are needed, and nowhere given to all. */
function permissionProblems({ permissions, jobs }, allowed) {
  const wide = Object.entries(jobs)
    .filter(([, job]) => job.permissions !== undefined)
    .filter(([name, job]) => JSON.stringify(job.permissions) !== JSON.stringify(allowed[name]))
  return [
    ...(isReadOnly(permissions) ? [] : ['the workflow may do more than read, or does not say']),
    ...wide.map(([name]) => `${name}: has rights that are not in the list`),
  ]
}

/** Text of somebody else's gets to a shell by a variable; by an expression it would be a part of the program. */
function stepProblems(jobs) {
  const problems = []
  for (const [name, job] of Object.entries(jobs)) {
    if (job.steps && !job['timeout-minutes']) problems.push(`${name}: has no time limit`)
    if (job.secrets === 'inherit') problems.push(`${name}: hands on every secret`)
    for (const step of job.steps ?? []) {
      if (step.run?.includes('${{')) problems.push(`${name}: an expression in a shell: ${step.run.split('\n')[0]}`)
      if (step.uses?.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false)
        problems.push(`${name}: the checkout keeps its token`)
    }
  }
  return problems
}

/**
 * Everything that is wrong with a workflow.
 *
 * @param {string} name
 * @param {string} content
 * @param {Record<string, Record<string, string>>} [rights] of the jobs that may do more than read
 * @returns {Promise<string[]>}
 */
export async function workflowProblems(name, content, rights = {}) {
  const problems = await schemaProblems(name, content)
  if (problems.length > 0) return problems
  const workflow = load(content)
  return [
    ...pinProblems(content),
    ...permissionProblems(workflow, rights),
    ...stepProblems(workflow.jobs),
    // It would run a stranger's code with our rights.
    ...('pull_request_target' in Object(workflow.on) ? ['it answers pull_request_target'] : []),
  ]
}

/** Every `run` of a workflow. @param {string} content @returns {string[]} */
export function shellScripts(content) {
  return Object.values(load(content).jobs)
    .flatMap(({ steps }) => steps ?? [])
    .flatMap(({ run }) => run ?? [])
}

/** A YAML file as an object. */
export const readYaml = (content) => load(content)
