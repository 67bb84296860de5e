/** What the check for updates asks, says and does; feed, window and engine are stand-ins. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  UpdateCheck,
  type Question,
  type UpdateFeed,
  type UpdateObstacle,
  type UpdateSource,
} from '../../../src-main/app/update.js'
import { appTexts } from '../../../src-main/app/texts/index.js'

const texts = appTexts(() => ({ language: 'en', locale: 'en' }))

let said: Question[]
let answers: boolean[]
let progress: (number | null)[]
let obstacles: (UpdateObstacle | null)[]
let source: UpdateSource | null
let opened: number
let feed: { [K in keyof UpdateFeed]: ReturnType<typeof vi.fn<UpdateFeed[K]>> }

beforeEach(() => {
  said = []
  answers = []
  progress = []
  obstacles = []
  opened = 0
  feed = {
    check: vi.fn(() => Promise.resolve({ version: '2.0.0' })),
    download: vi.fn(async (report: (fraction: number) => void) => {
      report(0.5)
    }),
    install: vi.fn(() => Promise.resolve()),
  }
  source = { feed, installs: true, page: null }
})

const create = () =>
  new UpdateCheck({
    version: '1.0.0',
    texts,
    open: () => {
      opened += 1
      return Promise.resolve(source)
    },
    obstacle: () => Promise.resolve(obstacles.shift() ?? null),
    ask: (question) => {
      said.push(question)
      return Promise.resolve(question.action !== undefined && (answers.shift() ?? false))
    },
    progress: (fraction) => progress.push(fraction),
  })
const titles = () => said.map(({ message }) => message)

it.each<[UpdateObstacle, string]>([
  ['running', 'Not while something is running'],
  ['interrupted', 'First finish what was interrupted'],
])('%s: says so, and asks nothing of the network', async (obstacle, message) => {
  obstacles = [obstacle]
  await create().run()
  expect(titles()).toEqual([message])
  expect(opened).toBe(0)
})

it('a copy that knows no place to ask says so', async () => {
  source = null
  await create().run()
  expect(titles()).toEqual(['This copy does not look for updates'])
  expect(said[0]!.detail).toContain('version 1.0.0')
})

it('nothing newer', async () => {
  feed.check.mockResolvedValue(null)
  await create().run()
  expect(titles()).toEqual(['There is nothing newer'])
  expect(feed.download).not.toHaveBeenCalled()
})

it('a copy that cannot tell a forged release tells where to get it, and loads nothing', async () => {
  source = { feed, installs: false, page: 'https://example.com/releases' }
  answers = [true, true]
  await create().run()
  expect(titles()).toEqual(['Version 2.0.0 is there'])
  expect(said[0]!.action).toBeUndefined()
  expect(said[0]!.detail).toContain('https://example.com/releases')
  expect(feed.download).not.toHaveBeenCalled()
})

describe('a newer version', () => {
  it('is loaded and installed when the person says so, twice', async () => {
    answers = [true, true]
    await create().run()
    expect(titles()).toEqual(['Version 2.0.0 is there', 'Version 2.0.0 is ready'])
    expect(progress).toEqual([0.5, null])
    expect(feed.install).toHaveBeenCalledOnce()
  })

  it('is not loaded without a yes', async () => {
    answers = [false]
    await create().run()
    expect(feed.download).not.toHaveBeenCalled()
    expect(feed.install).not.toHaveBeenCalled()
  })

  it('is not installed without a second yes', async () => {
    answers = [true, false]
    await create().run()
    expect(feed.download).toHaveBeenCalledOnce()
    expect(feed.install).not.toHaveBeenCalled()
  })

  it('is not installed when a run began while it was loading', async () => {
    answers = [true, true]
    obstacles = [null, 'running']
    await create().run()
    expect(titles().at(-1)).toBe('Not while something is running')
    expect(feed.install).not.toHaveBeenCalled()
  })
})

describe('what goes wrong', () => {
  const failing = (code?: string) => Object.assign(new Error('see http://user:secret@host/'), { code })

  it.each(['ERR_CHECKSUM_MISMATCH', 'ERR_UPDATER_INVALID_SIGNATURE'])(
    '%s: thrown away, nothing installed',
    async (code) => {
      answers = [true, true]
      feed.download.mockRejectedValue(failing(code))
      await create().run()
      expect(titles()).toEqual(['Version 2.0.0 is there', 'The download is not what was released'])
      expect(progress).toEqual([null])
      expect(feed.install).not.toHaveBeenCalled()
    },
  )

  it('an installing that does not work is told', async () => {
    answers = [true, true]
    feed.install.mockRejectedValue(failing('EACCES'))
    await create().run()
    expect(titles().slice(2)).toEqual(['Version 2.0.0 could not be installed'])
    expect(said[2]!.detail).not.toContain('Nothing was changed')
  })

  it.each([undefined, 'ENOTFOUND', 'what a server <b>says</b>'])(
    'no answer (%s): no address, no words of the server',
    async (code) => {
      feed.check.mockRejectedValue(failing(code))
      await create().run()
      expect(titles()).toEqual(['The check for updates did not work'])
      expect(said[0]!.detail).not.toMatch(/secret|host|<b>/)
      expect(said[0]!.detail.includes('ENOTFOUND')).toBe(code === 'ENOTFOUND')
    },
  )

  it('the engine that cannot say whether something runs holds the update back', async () => {
    const check = new UpdateCheck({
      version: '1.0.0',
      texts,
      open: () => Promise.resolve(source),
      obstacle: () => Promise.reject(new Error('no engine')),
      ask: (question) => {
        said.push(question)
        return Promise.resolve(false)
      },
      progress: () => undefined,
    })
    await check.run()
    expect(titles()).toEqual(['The check for updates did not work'])
    expect(feed.check).not.toHaveBeenCalled()
  })
})

it('one check at a time; the next one may come after it', async () => {
  let release = () => {}
  feed.check.mockImplementation(() => new Promise((resolve) => (release = () => resolve(null))))
  const check = create()
  const first = check.run()
  await check.run()
  await vi.waitFor(() => expect(feed.check).toHaveBeenCalledOnce())
  release()
  await first
  feed.check.mockResolvedValue(null)
  await check.run()
  expect(feed.check).toHaveBeenCalledTimes(2)
})
