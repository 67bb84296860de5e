/** `--sample`: a command works on made-up data in a home folder of its own; the user's own is neither read nor written. */
import { sampleRequest } from '../engine-process/sample.js'
import { HiveError } from '../engine/errors.js'
import type { SampleRequest } from '../engine/model/index.js'
import type { Command, CommonOptions } from './options.js'
import { clean } from './output/clean.js'
import type { Session } from './session.js'

/** Throws HM-USAGE when `--sample` stands beside an option that names data or a place of the user's. */
export function assertSampleAlone(command: Command, common: CommonOptions): void {
  if (!takesSample(command) || !command.options.sample) return
  const { path, from, to } = { path: undefined, from: undefined, to: undefined, ...command.options }
  const others = { 'a path': path, '--from': from, '--to': to, '--home': common.home }
  const given = Object.entries(others).find(([, value]) => value !== undefined)
  if (!given) return
  throw new HiveError('HM-USAGE', `--sample brings data and a home folder of its own; ${given[0]} was given as well.`, {
    fix: 'Leave one of the two out.',
  })
}

/** What to make for this command, or null when it works on the user's own data. */
export function sampleOf(command: Command, stateHome: string): SampleRequest | null {
  return takesSample(command) && command.options.sample ? sampleRequest(stateHome) : null
}

/** Makes the sample (the same again, if it is there) and answers the command with it as the source. */
export async function onSample(session: Session, command: Command): Promise<Command> {
  if (!session.sample) return command
  const { path } = await session.call('createSample', session.sample)
  switch (command.name) {
    case 'analyze':
      return { ...command, options: { ...command.options, path } }
    case 'preview':
      return { ...command, options: { ...command.options, path } }
    case 'quick':
      return { ...command, options: { ...command.options, from: path } }
    case 'wizard':
      return { ...command, options: { ...command.options, from: path } }
    default:
      return command
  }
}

/** Says what a person is looking at. */
export function sampleLines({ directory }: SampleRequest, paint: Session['paint']): string[] {
  return [
    `${paint.bold('Sample data')} in ${clean(directory)}`,
    paint.soft('Made up, with a home folder of its own: your own data is neither read nor written.'),
    '',
  ]
}

type Takes = Extract<Command, { name: 'analyze' | 'preview' | 'quick' | 'wizard' }>

function takesSample(command: Command): command is Takes {
  return ['analyze', 'preview', 'quick', 'wizard'].includes(command.name)
}
