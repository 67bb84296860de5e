import type { Recognised } from './shape.js'

/** Targets whose rows others point to, in the order in which they must be filled. */
const parents = [
  ...['users', 'openrouter_providers', 'openrouter_models', 'conversations', 'stage_outputs'],
  ...['messages', 'knowledge_base'],
]

/** Whether rows of every source must be there before those of other tables are copied. */
export const isParent = (target: string): boolean => ['users', 'conversations'].includes(target)

/** Parents before children; tables that nobody points to stay as they come. */
export function inOrder(recognised: Recognised[]): Recognised[] {
  const rank = ({ source }: Recognised) => {
    const index = parents.indexOf(source.target)
    return index === -1 ? parents.length : index
  }
  return recognised
    .map((each, index) => ({ each, index }))
    .sort((a, b) => rank(a.each) - rank(b.each) || a.index - b.index)
    .map(({ each }) => each)
}
