import type { Command as Commander } from 'commander'
import { bashScript } from './bash.js'
import { fishScript } from './fish.js'
import { completionModel, type CompletionModel } from './model.js'
import { powershellScript } from './powershell.js'
import { zshScript } from './zsh.js'

export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const
export type Shell = (typeof shells)[number]

const scripts: Record<Shell, (model: CompletionModel) => string> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
}

/** The script that completes this program's commands and options in a shell. */
export function completionScript(shell: Shell, program: Commander): string {
  return scripts[shell](completionModel(program))
}
