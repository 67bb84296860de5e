/** The report of a run: one HTML file that stands alone, and its JSON twin. */
export type * from './data.js'
export { writeReport } from './write.js'
