import { describe, expect, it } from 'vitest'
import { clean, cleanText, toJson } from '../../../src-main/cli/output/clean.js'
import { failureText } from '../../../src-main/cli/output/failure.js'
import { textTable, wrap } from '../../../src-main/cli/output/layout.js'
import { colorWanted, createPaint } from '../../../src-main/cli/output/paint.js'
import { createProgress, phaseLine, progressLine, type ProgressMode } from '../../../src-main/cli/output/progress.js'
import { fit } from '../../../src-main/cli/wizard/talk.js'
import { HiveError } from '../../../src-main/engine/errors.js'
import { event } from './fakes.js'

const plain = createPaint(false)
const hostile = 'a\u001b[2Jb\u0007\u009b31mc\u202e\u061cd\r\ne\u0000'

describe('text from data', () => {
  it('loses every control character, whatever it is inside of', () => {
    expect(cleanText(hostile)).toBe('a[2Jb31mcd e')
    expect(clean({ [hostile]: [hostile, 1, null, true] })).toEqual({ 'a[2Jb31mcd e': ['a[2Jb31mcd e', 1, null, true] })
  })

  it('is the same data in JSON, written without a character that a terminal obeys', () => {
    const text = toJson({ key: hostile })
    expect(JSON.parse(text)).toEqual({ key: hostile })
    expect(cleanText(text.replaceAll(/\n */g, ''))).toBe(text.replaceAll(/\n */g, ''))
  })
})

describe('colour', () => {
  it.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: false }, {}, false],
    [{}, {}, false],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: true }, { NO_COLOR: '' }, true],
    [{ isTTY: true }, { TERM: 'dumb' }, false],
  ])('%j with %j: %s', (stream, env, wanted) => expect(colorWanted(stream, env)).toBe(wanted))
})

describe('layout', () => {
  it('aligns names left and figures right, and does not count colour', () => {
    const paint = createPaint(true)
    const rows = [
      ['messages', '1,200'],
      [paint.bold('ü'), '7'],
    ]
    expect(textTable([{ title: 'Table' }, { title: 'Rows', align: 'right' }], rows, (text) => text)).toEqual([
      '  Table      Rows',
      '  messages  1,200',
      `  ${paint.bold('ü')}             7`,
    ])
  })

  it('wraps at words and leaves a long path in one piece', () => {
    expect(wrap('one two /a/very/long/path three', 2, 12)).toEqual(['  one two', '  /a/very/long/path', '  three'])
  })
})

describe('a window that is too narrow', () => {
  it('cuts the names of a table, never its figures', () => {
    const columns = [{ title: 'Table' }, { title: 'Rows', align: 'right' as const }]
    const rows = [
      ['knowledge_conversations', '21,052'],
      ['messages', '7'],
    ]
    expect(textTable(columns, rows, (text) => text, 2, 28)).toEqual([
      '  Table                 Rows',
      '  knowledge_convers…  21,052',
      '  messages                 7',
    ])
    const narrow = textTable(columns, rows, (text) => text, 2, 5)
    expect(narrow[1]).toBe('  knowledge_c…  21,052')
    expect(textTable(columns, rows, (text) => text, 2, 33)[1]).toBe('  knowledge_conversations  21,052')
  })

  const styled = createPaint(true)
  it.each([
    ['a term stays beside its value', '  Old Hive  /a/path  not touched', 24, ['  Old Hive  /a/path', '            not touched']],
    ['a value of many words goes on below its first', '  Disk  9.8 MB needed, backup included', 24, ['  Disk  9.8 MB needed,', '        backup included']],
    ['a path that fits only further left stands there', '  New Hive  /a/path/that/is/long  2 MB', 24, ['  New Hive', '    /a/path/that/is/long', '            2 MB']],
    ['a choice keeps its number', '  3  staged: some years now', 20, ['  3  staged: some', '     years now']],
    ['a row of cells is broken between them', '    conversation_context    33  conversation_context', 37, ['    conversation_context    33', '      conversation_context']],
    ['what follows a mark stands behind it', '✓ one two three', 10, ['✓ one two', '  three']],
    ['style counts for nothing', styled.soft('  one two three'), 9, [`  \u001b[2mone two`, '  three\u001b[22m']],
    ['what fits is left alone', '  a    b   ', 20, ['  a    b']],
  ])('%s', (_, line, room, broken) => expect(fit([line], room)).toEqual(broken)) // prettier-ignore
})

describe('progress', () => {
  it('shows what, how far, how fast and how long still', () => {
    expect(progressLine(event(), 100)).toBe(
      'Copying messages                ██████████░░░░░░░░░░░░░░   43%  12,346 rows/s  5-8 s left',
    )
  })

  it.each([200, 100, 80, 50, 20, 5])('is never wider than a window of %d', (width) => {
    expect(progressLine(event({ label: 'A long label of a table' }), width).length).toBeLessThanOrEqual(width)
  })

  it('leaves out what is not known, and says 100% only at the end', () => {
    const line = progressLine(event({ fraction: 1, rowsPerSecond: 0, secondsLeft: null }), 100)
    expect(line.endsWith('  99%')).toBe(true)
    expect(phaseLine(event({ phase: 'done', label: '', fraction: 1 }))).toBe('100%  Done')
    expect(phaseLine(event({ label: `Copying \u001b[2Jx` }))).toBe(' 43%  Copy: Copying [2Jx')
  })

  function shown(mode: ProgressMode): string {
    let text = ''
    const progress = createProgress(mode, (part) => (text += part), () => 100, plain) // prettier-ignore
    progress.show(event())
    progress.show(event({ fraction: 0.6 }))
    progress.note('A word')
    progress.show(event({ phase: 'verify', label: 'Comparing' }))
    progress.show(event({ phase: 'done', label: 'Done' }))
    progress.end()
    progress.show(event())
    progress.note('Late')
    return text
  }

  it('writes a line per phase off a terminal', () => {
    expect(shown('lines')).toBe(' 43%  Copy: Copying messages\nA word\n 43%  Verification: Comparing\nLate\n')
  })

  it('draws over itself on a terminal and leaves nothing behind', () => {
    const text = shown('live')
    expect(text).toContain('\r\u001b[KA word\n\r')
    expect(text.endsWith('\r\u001b[KLate\n')).toBe(true)
  })

  it.each<[ProgressMode, string]>([
    ['lines', ' 43%  Copy: Copying messages\n'],
    ['live', ''],
  ])('says what a full disk needs, once, and that it goes on (%s)', (mode, before) => {
    let text = ''
    const progress = createProgress(mode, (part) => (text += part), () => 60, plain) // prettier-ignore
    const paused = { reason: 'disk' as const, folder: '/d', bytesNeeded: 98_400_000, bytesFree: 3_600_000 }
    for (const each of [event(), event({ paused }), event({ paused: { ...paused, bytesFree: 1 } }), event()])
      progress.show(each)
    const said = text
      .split(/\r|(?<=\n)/)
      .map((line) => line.replace('\u001b[K', ''))
      .filter((line) => line.endsWith('\n'))
    expect(said.join('')).toBe(
      `${before}! The disk is full: 98.4 MB must be free in /d, and 3.6 MB\nare. Make room there, and it goes on by itself. Ctrl-C stops\nit instead; your old data is untouched either way.\nThere is room again: it goes on.\n`,
    )
    if (mode === 'live') expect(text).toContain('waiting for room  Ctrl-C stops')
    expect(text).not.toContain('p goes on')
  })

  it('writes nothing but events as JSON', () => {
    const events = shown('json').trim().split('\n')
    expect(events.map((line) => JSON.parse(line) as unknown)).toHaveLength(4)
    expect(JSON.parse(events[0]!)).toEqual(event())
    expect(shown('silent')).toBe('')
  })
})

describe('a failure', () => {
  it('says what happened, what is safe, the one thing to do, and its code', () => {
    const failure = new HiveError('HM-DISK-SPACE', `/data\u001b[2J needs 3.0 GB`).toFailure()
    expect(failureText(failure, plain, 100)).toBe(
      [
        '✗ There is not enough free disk space',
        '  /data[2J needs 3.0 GB',
        '',
        '  Safe   Nothing was changed: your old data and the new app are exactly as they were.',
        '  To do  Free the space named above, or choose another disk with --backup-dir or --to.',
        '  Code   HM-DISK-SPACE',
        '',
      ].join('\n'),
    )
  })
})
