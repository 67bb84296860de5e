/** The words of the sample: what developers ask an assistant, and sentences from which answers are put together. */

export type Topic = {
  name: string
  keywords: readonly [string, string, string, string, string]
  questions: readonly [string, ...string[]]
  snippet: string
}

export const topics: readonly [Topic, ...Topic[]] = [
  {
    name: 'SQLite',
    keywords: ['write-ahead log', 'index', 'transaction', 'VACUUM', 'busy timeout'],
    questions: [
      'When should I use WAL mode in SQLite?',
      'Why does my SQLite query ignore the index on created_at?',
      'How do I back up a SQLite database while the app is running?',
    ],
    snippet: 'EXPLAIN QUERY PLAN\nSELECT id FROM notes WHERE created_at > ? ORDER BY created_at;',
  },
  {
    name: 'TypeScript',
    keywords: ['union type', 'generics', 'type guard', 'strict mode', 'inference'],
    questions: [
      'How do I narrow a union type in TypeScript without casting?',
      'What does noUncheckedIndexedAccess change in practice?',
      'How can I type a function that accepts either a string or a list of strings?',
    ],
    snippet: "function isReady(state: State): state is Ready {\n  return state.kind === 'ready'\n}",
  },
  {
    name: 'Rust',
    keywords: ['ownership', 'borrow checker', 'lifetime', 'trait', 'Result'],
    questions: [
      'Can you explain ownership in Rust with a small example?',
      'How do I return a reference to a value that I just created in Rust?',
      'When is it right to use Arc<Mutex<T>>?',
    ],
    snippet: "let names: Vec<&str> = line.split(',').map(str::trim).collect();",
  },
  {
    name: 'Docker',
    keywords: ['layer cache', 'multi-stage build', 'volume', 'base image', 'health check'],
    questions: [
      'How do I make my Docker image smaller?',
      'Why is the Docker layer cache never used in our CI?',
      'What is the difference between a volume and a bind mount?',
    ],
    snippet: 'FROM node:24-slim AS build\nCOPY package*.json ./\nRUN npm ci',
  },
  {
    name: 'React',
    keywords: ['effect', 'state', 'memo', 'key', 'suspense'],
    questions: [
      'Why does my effect run twice in development?',
      'How should I share state between two distant React components?',
      'When does useMemo really help?',
    ],
    snippet: 'const visible = useMemo(() => rows.filter(matches), [rows, matches])',
  },
  {
    name: 'Git',
    keywords: ['rebase', 'merge conflict', 'cherry-pick', 'reflog', 'bisect'],
    questions: [
      'How do I undo a rebase that went wrong?',
      'What is a calm way to split one large commit into several?',
      'How can I find the commit that broke the tests?',
    ],
    snippet: 'git reflog\ngit reset --hard HEAD@{3}',
  },
  {
    name: 'Python',
    keywords: ['async', 'dataclass', 'context manager', 'type hint', 'generator'],
    questions: [
      'How do I read a file of 20 GB in Python without running out of memory?',
      'What is the difference between a dataclass and a named tuple?',
      'How do I limit how many async requests run at once?',
    ],
    snippet: 'async with semaphore:\n    response = await client.get(url)',
  },
  {
    name: 'Kubernetes',
    keywords: ['deployment', 'readiness probe', 'ingress', 'resource limit', 'rollout'],
    questions: [
      'Why is my pod restarted although the application looks healthy?',
      'How do I roll out a new version without dropping requests?',
      'What limits should I set for a small Node service?',
    ],
    snippet: 'kubectl rollout undo deployment/web',
  },
  {
    name: 'API design',
    keywords: ['pagination', 'idempotency', 'versioning', 'rate limit', 'error format'],
    questions: [
      'Should I use offset or cursor pagination for a public API?',
      'How do I make a payment endpoint idempotent?',
      'What should an error response contain?',
    ],
    snippet: 'GET /v1/orders?after=ord_81f2&limit=50',
  },
  {
    name: 'testing',
    keywords: ['fixture', 'mock', 'property test', 'coverage', 'flaky test'],
    questions: [
      'How do I find out why a test is flaky?',
      'When is a mock worse than the real thing?',
      'What would be a good first property test for a parser?',
    ],
    snippet: "it('round-trips', () => {\n  expect(parse(print(tree))).toEqual(tree)\n})",
  },
]

/** What people add to a question; {keyword} to be filled in. */
export const questionEndings: readonly [string, ...string[]] = [
  'We already use {keyword}.',
  'It happens only together with {keyword}.',
  'Please compare it with {keyword}.',
  'I would like to avoid {keyword} if possible.',
  'The team is new to {keyword}, so keep it simple.',
  'Does {keyword} change the answer?',
]

/** Sentences with {topic} and {keyword} to be filled in; each stands well after any other. */
export const sentences: readonly [string, ...string[]] = [
  'The short answer is that {keyword} solves this, as long as you measure before and after.',
  'In {topic}, the first thing to check is how {keyword} behaves under real load.',
  'Start with the smallest example that shows the problem, then add {keyword} back step by step.',
  'A common mistake is to reach for {keyword} before the requirements are clear.',
  'Most teams that work with {topic} meet this sooner or later, and the fix is rarely large.',
  'If {keyword} is already in place, look at the order in which things happen.',
  'The documentation of {topic} describes {keyword} well, but leaves out what happens on failure.',
  'Keep the change small, so that you can take it back when {keyword} turns out not to be the cause.',
  'There are two good options here, and the choice depends on how often the data changes.',
  'Measure first: without a number, an improvement to {keyword} is only a guess.',
  'This works because {topic} treats {keyword} as a single unit of work.',
  'When several people edit at the same time, {keyword} needs a clear owner.',
  'For a small project the default is fine; beyond that, {keyword} pays for itself quickly.',
  'Write the decision down, together with the reason, so that the next person need not ask again.',
  'The trade-off is between a simpler {keyword} and a little more memory.',
  'Be careful with defaults: what is safe in {topic} on one system may be slow on another.',
  'If you can, reproduce the problem in a test before you touch {keyword}.',
  'In practice the difference is about 20 percent, which matters only in the inner loop.',
  'Both earlier answers agree on {keyword}; they differ only in the recommended default.',
  'As a rule of thumb, change one setting of {topic} at a time and keep the old value at hand.',
  'Log what {keyword} does at the boundary, never inside the loop.',
  'The error message is misleading here: the real cause is usually one step earlier.',
  'You do not need a library for this; {topic} brings everything that is necessary.',
  'Finally, add a check to the build so that {keyword} cannot silently break again.',
]

/** Text that carelessly written programs lose: quotes, scripts, combined emoji, line ends, characters beyond the BMP. */
export const awkward: readonly [string, ...string[]] = [
  'She wrote: "Don\'t quote `me`, please" -- and then added a semicolon; \'twas enough.',
  'Grüße aus Köln, çok teşekkürler, dziękuję bardzo, 谢谢大家, どうもありがとう, شكرا جزيلا, спасибо.',
  'It works! 🎉 Thanks to the whole team 👩‍👩‍👧‍👦 and to 🇨🇭 for the coffee ☕️.',
  'First line\r\nsecond line\twith a tab\nthird line \\ with a backslash and a %s.',
  'Mathematics: ∀x ∈ ℝ: ⌈x⌉ ≥ x, and 𝒇(𝒙) = 𝒙² + ½, naïve e\u0301 beside é.',
]

/** Display names and short model names, as the old product stored them (facts 1.7.2, 3.7): one per stage. */
export const lineUps: readonly [readonly [string, string][], ...(readonly [string, string][])[]] = [
  [
    ['OpenAI', 'gpt-4'],
    ['Anthropic', 'claude-3-opus'],
    ['Google', 'gemini-pro'],
    ['Meta', 'llama-2'],
  ],
  [
    ['Anthropic', 'claude-3-haiku'],
    ['OpenAI', 'gpt-4-turbo'],
    ['Gemini', 'gemini-1.5-pro'],
    ['Anthropic', 'claude-3-opus'],
  ],
  [
    ['OpenAI', 'gpt-3.5-turbo'],
    ['Grok', 'grok-3-beta'],
    ['Google', 'gemini-pro'],
    ['OpenAI', 'gpt-4o'],
  ],
]
