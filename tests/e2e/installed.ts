/**
 * Starts an installed app and drives its window from outside. Playwright's own way into Electron is the debugger of Node, which
 * the fuses of a package keep shut (docs/adr/0010-fuses.md); what is left is Chromium's, for the page alone: specs that reach
 * into main are skipped here, each at the line that does.
 */
import { spawn } from 'node:child_process'
import { test } from '@playwright/test'
import { chromium } from 'playwright-core'
import type { RunningApp } from './app.js'
import { killTree } from './support/kill-tree.js'

const secondsToStart = 60
const secondsToQuit = 15

/** The line in which Electron, or the Chromium host in its place, says where its window can be driven. */
const endpointLine = /(?:DevTools listening on|Debugging endpoint:) (\S+)/

/** @param executable the program that an installer has put there */
export async function launchInstalled(executable: string, env: NodeJS.ProcessEnv): Promise<RunningApp> {
  const args = ['--remote-debugging-port=0', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  const child = spawn(executable, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = new Promise<void>((resolve) => {
    child.on('exit', () => resolve())
    child.on('error', () => resolve())
  })
  let output = ''
  const endpoint = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => {
      child.kill('SIGKILL')
      reject(new Error(`${executable} ${why}:\n${output}`))
    }
    const timer = setTimeout(() => fail(`said no endpoint in ${secondsToStart} s`), secondsToStart * 1000)
    void exited.then(() => fail('ended'))
    const hear = (chunk: Buffer) => {
      output += chunk.toString()
      const [, found] = endpointLine.exec(output) ?? []
      if (!found) return
      clearTimeout(timer)
      resolve(found)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
  })
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true })
  const [context] = browser.contexts()
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
  if (!page) throw new Error(`${executable} has no window:\n${output}`)
  await page.waitForLoadState()
  return {
    page,
    async evaluate() {
      test.skip(true, 'Nobody gets into the main process of an installed app')
      throw new Error('A spec goes no further than here')
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
    killAll: async () => {
      const ended = killTree(child.pid ?? 0)
      await exited
      return ended
    },
    async close() {
      await page.close()
      const timer = setTimeout(() => child.kill('SIGKILL'), secondsToQuit * 1000)
      await exited
      clearTimeout(timer)
    },
  }
}
