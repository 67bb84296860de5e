/** Entry of a measuring process, whose second thread it also is (see host.ts). */
import { isMainThread } from 'node:worker_threads'
import { serveJobs } from '../engine/bench/serve-jobs.js'
import { SecondThread } from './second-thread.js'
import { serveTasks } from './thread.js'

if (isMainThread) serveJobs(() => new SecondThread(new URL(import.meta.url)))
else serveTasks()
