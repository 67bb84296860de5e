/**
 * Looks for a newer version, once, when the person asks for it, and never by itself. It knows no network and no window: what
 * asks the feed is in update-feed.ts, what asks the person in update-window.ts.
 */
import type { AppTexts } from './texts/index.js'

/** The place that releases come from, as far as we need it. */
export type UpdateFeed = {
  /** The version that is there, if it is newer than ours. */
  check(): Promise<{ version: string } | null>
  /** Loads and checks what `check` found; `report` gets 0 to 1. Rejects, and keeps nothing, when it is not what was released. */
  download(report: (fraction: number) => void): Promise<void>
  /** Ends the app, puts the new version in its place, and starts it. Rejects when it cannot; then nothing has ended. */
  install(): Promise<void>
}

/** What this copy may do: `installs` is false where it could not tell a true release from a forged one, or may not write. */
export type UpdateSource = { feed: UpdateFeed; installs: boolean; page: string | null }

/** Why nothing may be replaced now. A run goes on with the version that began it, and with no other. */
export type UpdateObstacle = 'running' | 'interrupted'

export type Question = { message: string; detail: string; action?: string }

export type UpdateHost = {
  /** The version that asks. */
  version: string
  texts: AppTexts
  /** Null for a copy that knows no place to ask: a checkout, or a package that was not made by a release. */
  open(): Promise<UpdateSource | null>
  obstacle(): Promise<UpdateObstacle | null>
  /** Asks or tells; true only for `action`, which is never what a key pressed too early takes. */
  ask(question: Question): Promise<boolean>
  /** How far the download is; null when there is none. */
  progress(fraction: number | null): void
}

/** The codes of electron-updater that mean: this is not what was released. */
const forged = ['ERR_CHECKSUM_MISMATCH', 'ERR_UPDATER_INVALID_SIGNATURE']

/** Words for what went wrong; the details of a network failure help nobody and may hold addresses. */
function failure({ t }: AppTexts, error: unknown, version: string): Question {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (forged.includes(code)) return { message: t('update.forged'), detail: t('update.forgedDetail', { version, code }) }
  const known = /^[A-Z][A-Z0-9_]+$/.test(code) ? [`(${code})`] : []
  return {
    message: t('update.noAnswer'),
    detail: [t('update.noAnswerDetail', { version }), ...known].join(' '),
  }
}

/** One check at a time, from the question of the menu to the restart. */
export class UpdateCheck {
  readonly #host: UpdateHost
  #checking = false

  constructor(host: UpdateHost) {
    this.#host = host
  }

  /** Checks, tells, and on request loads and installs. Never rejects; does nothing while it is at it already. */
  async run(): Promise<void> {
    if (this.#checking) return
    this.#checking = true
    try {
      await this.#run()
    } catch (error) {
      await this.#host.ask(failure(this.#host.texts, error, this.#host.version))
    } finally {
      this.#checking = false
    }
  }

  async #run(): Promise<void> {
    const { version, texts } = this.#host
    const { t } = texts
    if (await this.#held()) return
    const source = await this.#host.open()
    if (!source) {
      await this.#host.ask({ message: t('update.unknown'), detail: t('update.unknownDetail', { version }) })
      return
    }
    const found = await source.feed.check()
    if (!found) await this.#host.ask({ message: t('update.latest'), detail: t('update.latestDetail', { version }) })
    else if (!source.installs) await this.#tell(found.version, source.page)
    else await this.#offer(found.version, source.feed)
  }

  async #tell(found: string, page: string | null): Promise<void> {
    const { version, texts } = this.#host
    await this.#host.ask({
      message: texts.t('update.found', { found }),
      detail:
        page === null ? texts.t('update.foundDetail', { version }) : texts.t('update.foundAtDetail', { version, page }),
    })
  }

  async #offer(found: string, feed: UpdateFeed): Promise<void> {
    const { version, texts } = this.#host
    const load = await this.#host.ask({
      message: texts.t('update.found', { found }),
      detail: texts.t('update.offerDetail', { version }),
      action: texts.t('update.download'),
    })
    if (!load) return
    try {
      await feed.download((fraction) => this.#host.progress(fraction))
    } finally {
      this.#host.progress(null)
    }
    const install = await this.#host.ask({
      message: texts.t('update.ready', { found }),
      detail: texts.t('update.readyDetail'),
      action: texts.t('update.install'),
    })
    // A run may have begun while it was loading, or while the question stood there.
    if (install && !(await this.#held())) await this.#install(found, feed)
  }

  /** Half-way through, the old program may be gone already: nothing here may say that all is as it was. */
  async #install(found: string, feed: UpdateFeed): Promise<void> {
    const { t } = this.#host.texts
    try {
      await feed.install()
    } catch {
      await this.#host.ask({ message: t('update.notInstalled', { found }), detail: t('update.notInstalledDetail') })
    }
  }

  /** Says what stands in the way, if something does. */
  async #held(): Promise<boolean> {
    const { t } = this.#host.texts
    const obstacle = await this.#host.obstacle()
    if (obstacle) await this.#host.ask({ message: t(`update.${obstacle}`), detail: t(`update.${obstacle}Detail`) })
    return obstacle !== null
  }
}
