import { t } from '../i18n/index.js'
import { announcer } from './announce.svelte.js'
import { router } from './router.svelte.js'
import { world } from './world.svelte.js'

/** Lets the person show a source, or makes the sample, and goes on to Find with it chosen. */
export async function takeSource(way: 'folder' | 'file' | 'sample'): Promise<void> {
  if (way === 'sample') announcer.say(t('wizard.makingSample'))
  const taken = await (way === 'sample' ? world.trySample() : world.browse(way))
  if (taken) router.step('find')
}
