import type { Handlers, IpcContext } from './handlers.js'

type Channels = 'look.search' | 'look.conversation' | 'look.text'

export function lookHandlers({ queries }: IpcContext): Pick<Handlers, Channels> {
  return {
    'look.search': (request) => queries.call('lookSearch', request),
    'look.conversation': (request) => queries.call('lookConversation', request),
    'look.text': (request) => queries.call('lookText', request),
  }
}
