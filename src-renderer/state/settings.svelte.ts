import { call } from '../lib/bridge.js'
import { Loader } from '../lib/loader.svelte.js'

/** Settings of the engine, which the command line shares. */
class Settings {
  readonly stored = new Loader(() => call('settings.get', {}))

  /** How many backups to keep after a migration; null keeps all. */
  async keep(keepBackups: number | null): Promise<void> {
    await call('settings.set', { keepBackups })
    await this.stored.refresh()
  }
}

export const settings = new Settings()
