import { powerMonitor } from 'electron'
import type { OperationCoordinator } from '../ipc/index.js'

/**
 * Pauses the operation when the machine goes to sleep all the same (a closed lid; activity.ts only keeps it from falling
 * asleep by itself), and lets it go on afterwards. What the person has paused stays paused. To be called once ready.
 */
export function pauseWhileAsleep(operation: Pick<OperationCoordinator, 'state' | 'pause'>): void {
  let ours = false
  powerMonitor.on('suspend', () => {
    const { state } = operation
    const waits = state.kind === 'running' && state.progress?.paused?.reason === 'user'
    ours = !waits && operation.pause(true)
  })
  powerMonitor.on('resume', () => {
    if (ours) operation.pause(false)
    ours = false
  })
}
