/** The question before what runs is cut off; Electron is a stand-in that keeps what it is asked. */
import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { OperationName } from '../../../src-preload/contract.js'
import type { Language } from '../../../src-main/words/language.js'

const electron = vi.hoisted(() => ({
  app: null as unknown as EventEmitter & { quit(): void },
  asked: [] as { message: string; detail: string; buttons: string[]; defaultId: number; cancelId: number }[],
  answer: 0,
  quits: 0,
}))
vi.mock('electron', () => ({
  get app() {
    return electron.app
  },
  dialog: {
    showMessageBox: (...args: unknown[]) => {
      electron.asked.push(args.at(-1) as (typeof electron.asked)[number])
      return Promise.resolve({ response: electron.answer })
    },
  },
}))
const { QuitGuard } = await import('../../../src-main/app/quit.js')
const { appTexts } = await import('../../../src-main/app/texts/index.js')

let language: Language
let cancelled: number
beforeEach(() => {
  language = 'en'
  cancelled = 0
  const quit = () => {
    electron.quits += 1
  }
  Object.assign(electron, { app: Object.assign(new EventEmitter(), { quit }), asked: [], answer: 0, quits: 0 })
})

/** A window that is being closed while `operation` runs; answers whether it was held. */
async function close(operation: OperationName | null): Promise<boolean> {
  const window = new EventEmitter()
  const coordinator = {
    running: operation !== null,
    state: operation === null ? { kind: 'idle' } : { kind: 'running', operation },
    settled: Promise.resolve(),
    cancel: () => {
      cancelled += 1
      return true
    },
  }
  const texts = appTexts(() => ({ language, locale: language }))
  new QuitGuard(coordinator as never, texts).watch(window as never)
  let held = false
  window.emit('close', { preventDefault: () => (held = true) })
  await new Promise((resolve) => setImmediate(resolve))
  return held
}

const operations: OperationName[] = ['migrate', 'rollback', 'test', 'benchmark', 'optimize']

describe.each(operations)('while %s runs', (operation) => {
  it('the safe answer is the default, and changes nothing', async () => {
    expect(await close(operation)).toBe(true)
    expect(electron.asked).toEqual([
      expect.objectContaining({ buttons: ['Keep going', 'Cancel and quit'], defaultId: 0, cancelId: 0 }),
    ])
    expect([cancelled, electron.quits]).toEqual([0, 0])
  })

  it('the other one cancels, waits for the end, and quits', async () => {
    electron.answer = 1
    await close(operation)
    expect([cancelled, electron.quits]).toEqual([1, 1])
  })

  it('it is asked in German, with what comes of it', async () => {
    language = 'de'
    await close(operation)
    const [question] = electron.asked
    expect(question!.buttons).toEqual(['Weiterlaufen lassen', 'Abbrechen und beenden'])
    expect(question!.message).toMatch(/^(Die|Der) \S.* läuft noch$/)
    expect(question!.detail).toMatch(/(abbrechen|Abbrechen)/)
  })
})

it('the migration’s question in German says what stays', async () => {
  language = 'de'
  await close('migrate')
  expect(electron.asked[0]).toMatchObject({
    message: 'Die Migration läuft noch',
    detail: expect.stringContaining('bleiben Ihre alten Daten, wie sie sind') as string,
  })
})

it('nothing is asked when nothing runs', async () => {
  expect(await close(null)).toBe(false)
  expect(electron.asked).toEqual([])
})
