import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSample, type Sample, type SampleOptions } from '../../src-main/engine/sample/index.js'

export type SampleHome = Sample & {
  home: string
  remove(): Promise<void>
}

/** A temporary home folder with a made-up install of the old Hive in it. Call `remove` at the end. */
export async function makeSampleHome(options: Omit<SampleOptions, 'directory'> = {}): Promise<SampleHome> {
  const home = await mkdtemp(join(tmpdir(), 'hive-home-'))
  const sample = await createSample({ ...options, directory: home })
  return { ...sample, home, remove: () => rm(home, { recursive: true, force: true }) }
}
