/** The registry with every handler of the app, each of which tells `calls` what reached it. */
import { vi } from 'vitest'
import { requests, type Channel } from '../../../src-preload/contract.js'
import { createHandlers, IpcRegistry, type Sender } from '../../../src-main/ipc/index.js'
import { fakeContext } from './fakes.js'

export const ours: Sender = { url: 'app://hive/index.html', isMainFrame: true, isOurWindow: true }
export const channels = Object.keys(requests) as Channel[]

export function setUp() {
  const fakes = fakeContext({ status: { target: { path: '/t' }, backups: [], runs: [] } })
  const handlers = createHandlers(fakes.context)
  const calls = vi.fn()
  const watched = Object.fromEntries(
    channels.map((channel) => [
      channel,
      (request: unknown) => {
        calls(channel, request)
        return (handlers[channel] as (request: unknown) => unknown)(request)
      },
    ]),
  ) as unknown as typeof handlers
  return { ...fakes, calls, registry: new IpcRegistry(watched, vi.fn()) }
}
