/** The engine: everything the assistant can do, without a window or a terminal. Imports nothing of Electron. */
import { resolve } from 'node:path'
import type { CreateEngine } from './api.js'
import { findBackup, listBackups } from './backup/list.js'
import { copyBackupTo } from './backup/copy-out.js'
import { removeBackup } from './backup/remove.js'
import { verifyBackup } from './backup/verify.js'
import { benchmark } from './bench/benchmark.js'
import { liveTest } from './bench/live/live-test.js'
import { optimize } from './bench/optimize/optimize.js'
import { acquireLock } from './journal/lock.js'
import { readLog } from './journal/log.js'
import { examine } from './detect/analyze.js'
import { readSettings, writeSettings } from './journal/settings.js'
import { makeStateHome, stateHome } from './journal/state-home.js'
import { lookConversation, lookText } from './look/conversation.js'
import { lookSearch } from './look/search.js'
import { giveUp } from './migrate/give-up.js'
import { migrate } from './migrate/migrate.js'
import { preflight } from './plan/preflight.js'
import { prepare } from './plan/prepare.js'
import { preview } from './plan/preview.js'
import { rollback } from './rollback/rollback.js'
import { createSample } from './sample/index.js'
import { status } from './status.js'
import { validate } from './verify/validate.js'
import { tuningInfo } from './tuning.js'
import { HiveError } from './errors.js'

export type * from './api.js'

/** Makes an engine for a machine, a listener and a wish to stop. */
export const createEngine: CreateEngine = (context) => {
  const { environment, signal } = context
  const home = stateHome(environment)
  return {
    analyze: async (request) => examine(environment, request).analysis,
    preview: async (request) => preview(environment, request),
    preflight: async (request) => {
      const prepared = prepare(environment, request)
      if (!prepared.source)
        throw new HiveError('HM-SOURCE-MISSING', `Looked in ${prepared.examined.analysis.looked.join(', ')}.`)
      const checks = preflight(environment, request, prepared)
      return { passed: checks.every((check) => check.status !== 'failed'), checks }
    },
    migrate: (request) => migrate(context, request),
    giveUp: (request) => giveUp(context, request),
    validate: (request) => validate(context, request),
    rollback: (request) => rollback(context, request),
    backups: async () => listBackups(home),
    verifyBackup: async ({ id }) => {
      const manifest = await verifyBackup(findBackup(home, id), signal)
      const files = manifest.files.filter((file) => file.state !== 'absent').length
      return { verified: true, detail: `${files} files are exactly what was backed up.` }
    },
    removeBackup: async ({ id }) => {
      const lock = acquireLock(home)
      try {
        await removeBackup(home, id)
        return { removed: true }
      } finally {
        lock.release()
      }
    },
    copyBackup: async ({ id, directory }) => ({ files: await copyBackupTo(findBackup(home, id), directory) }),
    status: async () => status(environment),
    log: async ({ runId }) => readLog(home, runId),
    settings: async () => readSettings(home),
    changeSettings: async (settings) => {
      makeStateHome(home)
      writeSettings(home, settings)
      return readSettings(home)
    },
    lookSearch: async (request) => lookSearch(environment, request),
    lookConversation: async (request) => lookConversation(environment, request),
    lookText: async (request) => lookText(environment, request),
    createSample: async ({ directory, conversations, seed }) => {
      const { path } = await createSample({ directory: resolve(directory), conversations, seed })
      return { path }
    },
    liveTest: (request) => liveTest(context, request),
    benchmark: (request) => benchmark(context, request),
    optimize: (request) => optimize(context, request),
    tuning: async () => tuningInfo(home),
  }
}
