/** What a real engine answers for "Look inside" after a migration: conversations on both sides, one of them repaired. */
import type {
  LookConversation,
  LookDatabase,
  LookMark,
  LookPair,
  LookResults,
  LookSection,
  LookSide,
  LookValue,
} from '../../src-preload/contract.js'
import { home, runId, state } from './fixtures.js'

const old: LookSide = {
  state: 'ready',
  kind: 'backup',
  path: `${state}/backups/${runId}`,
  conversations: 77,
  detail: '',
}
const databases: LookDatabase[] = [
  { path: `${home}/.hive-ai/hive-ai-knowledge.db`, state: 'ready', conversations: 77, detail: '' },
]
const fresh: LookSide = { ...old, kind: 'database', path: `${home}/.hive/hive-ai.db`, conversations: 78 }
const absent: LookSide = { ...fresh, state: 'absent', path: '', conversations: null }

const questions: [string, string, string, LookMark][] = [
  ['How do I stop two instances of a program from writing the same file?', '2025-07-19T17:08:41Z', 't61', 'same'],
  ['Explain write-ahead logging as if I knew only spreadsheets', '2025-07-18 09:12:00', 't62', 'same'],
  ['Which index serves a query that sorts by date and filters by user?', '1752671520', 't63', 'repaired'],
  ['Warum ist der Himmel blau, und abends rot?', '2025-07-15T20:01:33Z', 't64', 'same'],
  ['Name three ways to lose data while copying it', '2025-07-14T08:30:00Z', 't65', 'differs'],
  ['A question that was asked in the new Hive', '2025-11-23T10:00:00Z', 't66', 'only-new'],
  ['A conversation without a key', '2025-07-01T10:00:00Z', 'o12', 'set-aside'],
]
const answer =
  'Take a lock that the system releases when the process dies: an exclusive transaction on a small database, or flock. ' +
  'A file that merely exists is no lock, because nobody removes it after a crash.'

export const lookResults: LookResults = {
  ...{ runId, undone: null, old, new: fresh, databases, next: 'n.7.', searched: 0 },
  found: questions.map(([question, created, id, mark]) => {
    return { id, question, answer, created, mark, databases: mark === 'only-new' ? [] : [0] }
  }),
}
/** Three old databases, of which one has no conversations: one conversation was in two of them. */
const severalDatabases: LookDatabase[] = [
  { path: `${home}/.hive-ai/hive-ai.db`, state: 'ready', conversations: 41, detail: '' },
  { path: `${home}/.hive-ai/hive-ai-knowledge.db`, state: 'ready', conversations: 38, detail: '' },
  {
    path: `${home}/.hive-ai/openrouter-data.db`,
    state: 'without',
    conversations: null,
    detail: 'It has no table of conversations.',
  },
]
export const lookSeveral: LookResults = {
  ...{ ...lookResults, databases: severalDatabases, next: null },
  found: lookResults.found.map((each, index) => {
    return each.mark === 'only-new' ? each : { ...each, databases: [[0], [0, 1], [1]][index % 3] ?? [] }
  }),
}
export const lookNone: LookResults = { ...lookResults, found: [], next: null, searched: 77 }
export const lookAlone: LookResults = {
  ...{ ...lookResults, runId: null, next: null, new: absent, old: { ...old, kind: 'database' } },
  found: lookResults.found.slice(0, 5).map((each) => ({ ...each, mark: 'alone' })),
}
const undone = { runId, at: '2026-11-22T15:00:00.000Z', kept: true }
/** After the move was undone: the old database alone, or beside the new one that was put away. */
export const lookUndone: LookResults = { ...lookAlone, undone, old: { ...lookAlone.old, path: `${home}/.hive-ai` } }
export const lookPutAway: LookResults = {
  ...{ ...lookResults, next: null, undone },
  new: { ...fresh, kind: 'backup', path: `${state}/backups/20261122-150000-aaaa` },
}
export const lookNotKept: LookResults = { ...lookUndone, undone: { ...undone, kept: false } }
export const lookNothing: LookResults = { ...lookNone, runId: null, old: absent, new: absent }
export const lookDamaged: LookResults = {
  ...{ ...lookResults, next: null },
  old: { ...old, state: 'unreadable', conversations: null, detail: 'Damaged: database disk image is malformed' },
  found: lookAlone.found,
}

const text = (excerpt: string, more: Partial<LookValue> = {}): LookValue => ({
  ...{ type: 'text', excerpt, bytes: excerpt.length, cut: false, remarks: [], ...more },
})
const figure = (excerpt: string, type: LookValue['type'] = 'integer'): LookValue => text(excerpt, { type, bytes: 8 })

let at = 0
const pair = (
  label: string,
  was: LookValue | null,
  now: LookValue | null,
  mark: LookMark = 'same',
  note = '',
): LookPair => ({
  ...{ ref: `0.${at++}`, label, old: was, new: now, mark, note },
})
const both = (label: string, value: LookValue): LookPair => pair(label, value, value)

const section = (kind: LookSection['kind'], title: string, pairs: LookPair[]): LookSection => {
  const worst = pairs.find(({ mark }) => mark !== 'same' && mark !== 'only-new') ?? pairs[0]
  return { kind, title, mark: worst?.mark ?? 'same', note: worst?.note ?? '', pairs }
}

const models = ['anthropic/claude-3-opus', 'openai/gpt-4o', 'google/gemini-pro-1.5', 'openai/gpt-4o']
const stages = ['generator', 'refiner', 'validator', 'curator'].map((name, index) =>
  section('stage', 'stage_outputs', [
    both(
      'full_output',
      text(`${answer} `.repeat(index === 0 ? 6 : 2), index === 0 ? { cut: true, bytes: 48_213 } : {}),
    ),
    both('stage_name', text(name)),
    both('model', text(models[index] ?? '')),
    both('provider', text(['Anthropic', 'OpenAI', 'Google', 'OpenAI'][index] ?? '')),
    both('tokens_used', figure(String(812 + 97 * index))),
    both('temperature', figure('0.7', 'real')),
    both('processing_time_ms', figure(String(2140 + 310 * index))),
    index === 1
      ? pair('created_at', text('1752671520'), text('2025-07-16T13:12:00.000Z'), 'repaired', 'timestamp')
      : both('created_at', text('2025-07-16T13:12:00.000Z')),
  ]),
)

export const lookConversation: LookConversation = {
  ...{ old, new: fresh, databases, heldBy: [0], database: 0 },
  ...{ title: questions[2]?.[0] ?? '', created: '2025-07-16T13:12:00.000Z', mark: 'repaired' },
  counts: { differs: 0, 'only-old': 0, 'set-aside': 3, repaired: 2, 'only-new': 2, same: 61, alone: 0 },
  sections: [
    section('question', 'Question', [both('question', text(questions[2]?.[0] ?? ''))]),
    ...stages,
    section('answer', 'Final answer', [both('final_answer', text(answer))]),
    section('figures', 'Costs, times and settings', [
      both('id', text('8c1f0a3e-77')),
      pair('created_at', text('1752671520'), text('2025-07-16T13:12:00.000Z'), 'repaired', 'timestamp'),
      pair(
        'title',
        null,
        text(questions[2]?.[0] ?? ''),
        'only-new',
        'made from the question: its first 100 characters',
      ),
      pair('total_tokens_output', null, figure('3830'), 'only-new', 'the sum of the stages'),
    ]),
    section('more', 'stage_confidence', [
      pair(
        'confidence_score',
        figure('0.93', 'real'),
        figure('0.93', 'real'),
        'set-aside',
        'points to a row that does not exist',
      ),
      pair(
        'reasoning',
        text('agrees\u0000with'),
        text('agrees\u0000with', { remarks: ['holds NUL characters'] }),
        'set-aside',
        'points to a row that does not exist',
      ),
    ]),
    section('more', 'knowledge_base', [both('semantic_embedding', text('', { type: 'blob', bytes: 6144 }))]),
  ],
  omitted: [],
}
export const lookDiffers: LookConversation = {
  ...lookConversation,
  mark: 'differs',
  counts: { ...lookConversation.counts, differs: 1 },
  sections: [
    section('question', 'Question', [both('question', text(questions[4]?.[0] ?? ''))]),
    section('answer', 'Final answer', [
      pair('final_answer', text(answer), text('Edited since in the new Hive.'), 'differs'),
    ]),
  ],
}
export const lookWhole: LookPair = both('full_output', text(`${answer} `.repeat(40)))

/** A conversation that two old databases had: the second one's title is kept beside. */
export const lookTwice: LookConversation = {
  ...lookConversation,
  ...{ databases: severalDatabases, heldBy: [0, 1], database: 1, mark: 'set-aside' },
  sections: [
    ...lookConversation.sections.slice(0, 2),
    section('figures', 'Costs, times and settings', [
      both('id', text('8c1f0a3e-77')),
      pair(
        'title',
        text('Index for sorting'),
        text('Index for sorting'),
        'set-aside',
        'kept in legacy_conversations_2',
      ),
      pair('id', figure('7'), figure('49'), 'repaired', 'new number'),
    ]),
  ],
}
