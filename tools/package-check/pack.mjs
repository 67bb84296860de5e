/** Packs the app with electron-builder, around placeholder files where Electron's own would be. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { captureTool, projectEnvironment } from '../lib/project.mjs'
import { placeholderDistribution } from './placeholder.mjs'

/**
 * Packs for targets of one system below `folder`, in which each then has its own folder. Throws what electron-builder says.
 *
 * @param {string} folder
 * @param {import('./targets.mjs').Target[]} some one or more, of one platform
 * @param {{ kinds?: string[], settings?: string[], env?: Record<string, string> }} [options] kinds of installers, `dir` for none
 */
export async function pack(folder, some, { kinds = ['dir'], settings = [], env = {} } = {}) {
  const [first] = some
  if (!first) throw new Error('Nothing to pack')
  const { platform, flag } = first
  const distribution = join(folder, `electron-${platform}`)
  if (!existsSync(distribution)) placeholderDistribution(platform, distribution)
  const { status, output } = await captureTool(
    'electron-builder/cli.js',
    [
      ...[flag, ...kinds],
      ...some.map(({ arch }) => `--${arch}`),
      ...['--publish', 'never'],
      `-c.electronDist=${distribution}`,
      `-c.directories.output=${folder}`,
      // Nor does a Mac try to sign it for itself.
      ...(platform === 'darwin' ? ['-c.mac.identity=null'] : []),
      ...settings,
    ],
    // No certificate of this machine gets near a placeholder.
    { seconds: 180, env: projectEnvironment({ CSC_IDENTITY_AUTO_DISCOVERY: 'false', ...env }) },
  )
  if (status !== 0) throw new Error(`electron-builder failed:\n${output}`)
  return output
}
