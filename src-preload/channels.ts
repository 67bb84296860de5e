/** Names on Electron's IPC, shared by main and preload: one for all calls, one for all events. */
export const callChannel = 'hive:call'
export const eventChannel = 'hive:event'
