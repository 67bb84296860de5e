/** What the app does when the machine sleeps, and what it says at the end of a run; Electron is a stand-in. */
import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { OperationState, ProgressEvent } from '../../../src-preload/contract.js'
import { HiveError } from '../../../src-main/engine/errors.js'

const electron = vi.hoisted(() => ({
  powerMonitor: null as unknown as EventEmitter,
  shown: [] as { title: string; body: string; click(): void }[],
  closed: 0,
}))
vi.mock('electron', () => ({
  get powerMonitor() {
    return electron.powerMonitor
  },
  Notification: class {
    static isSupported = () => true
    #click = () => {}
    constructor(private readonly words: { title: string; body: string }) {}
    on(_: string, listener: () => void) {
      this.#click = listener
    }
    show() {
      electron.shown.push({
        ...this.words,
        click: () => {
          this.#click()
        },
      })
    }
    close() {
      electron.closed += 1
    }
  },
}))
const { pauseWhileAsleep } = await import('../../../src-main/app/power.js')
const { appTexts } = await import('../../../src-main/app/texts/index.js')
const { EndNotice } = await import('../../../src-main/app/end-notice.js')

const english = appTexts(() => ({ language: 'en', locale: 'en' }))
const german = appTexts(() => ({ language: 'de', locale: 'de-DE' }))

const running = (progress: Partial<ProgressEvent> | null = null): OperationState => ({
  kind: 'running',
  operation: 'migrate',
  progress: progress as ProgressEvent | null,
  cancelling: false,
})

beforeEach(() => {
  electron.powerMonitor = new EventEmitter()
  electron.shown = []
  electron.closed = 0
})

describe('sleep', () => {
  function setUp(state: OperationState, answer = true) {
    const pauses: boolean[] = []
    pauseWhileAsleep({
      state,
      pause: (on) => {
        pauses.push(on)
        return answer
      },
    })
    return pauses
  }

  it('pauses what runs, and lets it go on afterwards', () => {
    const pauses = setUp(running())
    electron.powerMonitor.emit('suspend')
    expect(pauses).toEqual([true])
    electron.powerMonitor.emit('resume')
    expect(pauses).toEqual([true, false])
    electron.powerMonitor.emit('resume')
    expect(pauses).toEqual([true, false])
  })

  it('leaves what the person has paused as it is', () => {
    const pauses = setUp(running({ paused: { reason: 'user' } }))
    electron.powerMonitor.emit('suspend')
    electron.powerMonitor.emit('resume')
    expect(pauses).toEqual([])
  })

  it('lets nothing go on that could not be paused', () => {
    const pauses = setUp({ kind: 'idle' }, false)
    electron.powerMonitor.emit('suspend')
    electron.powerMonitor.emit('resume')
    expect(pauses).toEqual([true])
  })
})

describe('the notice at the end', () => {
  function windowOf(focused: boolean) {
    const did: string[] = []
    const note = (what: string) => () => void did.push(what)
    const window = {
      isDestroyed: () => false,
      isFocused: () => focused,
      isMinimized: () => true,
      restore: note('restore'),
      show: note('show'),
      focus: note('focus'),
    }
    return { did, window: window as never }
  }
  const ends: [string, OperationState, string | null][] = [
    ['a migration', { kind: 'migrated', result: { status: 'migrated' } as never }, 'The migration is complete'],
    ['one that had nothing to do', { kind: 'migrated', result: { status: 'nothing-to-do' } as never }, 'Nothing was needed'], // prettier-ignore
    ['a rollback', { kind: 'rolled-back', result: {} as never }, 'The rollback is complete'],
    ['a failure', { kind: 'failed', operation: 'migrate', failure: new HiveError('HM-DISK-FULL', '/secret/path').toFailure() }, 'The disk became full'], // prettier-ignore
    ['a cancellation', { kind: 'failed', operation: 'migrate', failure: new HiveError('HM-CANCELLED', '').toFailure() }, null], // prettier-ignore
  ]

  it.each(ends)('of %s', (_, state, title) => {
    const notice = new EndNotice(english)
    const { window, did } = windowOf(false)
    notice.hear(running(), window)
    notice.hear(state, window)
    expect(electron.shown.map((one) => one.title)).toEqual(title === null ? [] : [title])
    expect(JSON.stringify(electron.shown)).not.toContain('/secret/path')
    electron.shown[0]?.click()
    expect(did).toEqual(title === null ? [] : ['restore', 'show', 'focus'])
  })

  it.each([
    [{ kind: 'migrated', result: { status: 'migrated' } }, 'Die Migration ist abgeschlossen'],
    [{ kind: 'rolled-back', result: {} }, 'Die Migration ist rückgängig gemacht'],
    [{ kind: 'tried', operation: 'test' }, 'Der Probelauf ist zu Ende'],
    [{ kind: 'failed', operation: 'migrate', failure: new HiveError('HM-DISK-FULL', '/x').toFailure() }, 'Der Datenträger ist voll'], // prettier-ignore
    [{ kind: 'failed', operation: 'migrate', failure: { ...new HiveError('HM-BOOKS', '').toFailure(), code: 'HM-NEW', title: 'Something new' } }, 'Something new'], // prettier-ignore
  ])('in German, of %j', (state, title) => {
    const notice = new EndNotice(german)
    const { window } = windowOf(false)
    notice.hear(running(), window)
    notice.hear(state as unknown as OperationState, window)
    expect(electron.shown.map((one) => one.title)).toEqual([title])
    expect(electron.shown[0]!.body.length).toBeGreaterThan(10)
  })

  it('is not said to somebody who looks at the window, nor of an end of which nothing was seen to run', () => {
    const notice = new EndNotice(english)
    const migrated: OperationState = { kind: 'migrated', result: { status: 'migrated' } as never }
    notice.hear(migrated, windowOf(false).window)
    notice.hear(running(), windowOf(true).window)
    notice.hear(migrated, windowOf(true).window)
    notice.hear(running(), null)
    notice.hear(migrated, null)
    expect(electron.shown).toEqual([])
  })

  it('goes when the next run begins', () => {
    const notice = new EndNotice(english)
    const { window } = windowOf(false)
    notice.hear(running(), window)
    notice.hear({ kind: 'rolled-back', result: {} as never }, window)
    notice.hear(running(), window)
    expect(electron.closed).toBe(1)
  })
})
