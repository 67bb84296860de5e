/** What the tools of the checkout (tools/bench) use of the engine's own measuring. */
export { dumpAndLoad, hasSqlite3 } from './baselines/dump.js'
export { inProcess } from './in-process.js'
export { machine } from './measure/machine.js'
export { runWatched } from './measure/run.js'
export { median, spreadOf } from './measure/statistics.js'
export { createSample } from '../sample/index.js'
