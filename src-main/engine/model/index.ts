/** The engine's vocabulary: types only, safe to import from anywhere. */
export type * from './analysis.js'
export type * from './backup.js'
export type * from './bench.js'
export type * from './plan.js'
export type * from './progress.js'
export type * from './requests.js'
export type * from './result.js'
export type * from './failure.js'
