import { join } from 'node:path'
import type { SampleRequest } from '../engine/model/index.js'

/** The sample data of app and command line: the size of a real install, always the same data, always in one place. */
export function sampleRequest(stateHome: string): SampleRequest {
  return { directory: join(stateHome, 'sample'), conversations: 77, seed: 1 }
}
