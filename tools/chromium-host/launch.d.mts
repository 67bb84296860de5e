import type { Page } from 'playwright-core'

export type ChromiumHost = {
  host: 'chromium'
  page: Page
  evaluate<R, A>(run: (electron: typeof import('electron'), argument: A) => R | Promise<R>, argument?: A): Promise<R>
  output(): string
  pid: number
  exited: Promise<number | null>
  close(): Promise<void>
}

export function launchChromiumHost(options: {
  appDir: string
  env?: NodeJS.ProcessEnv
  headless?: boolean
}): Promise<ChromiumHost>
