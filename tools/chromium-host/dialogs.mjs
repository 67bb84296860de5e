/** `dialog` and `shell`. The page's own dialogs serve as the system's; where nobody sees them, they are cancelled. */
import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { config } from './config.mjs'

export const dialog = {
  async showOpenDialog(window, options) {
    if (config.headless || !window.page) return { canceled: true, filePaths: [] }
    const what = `${options.title}\n(The Chromium host has no file dialog: type or paste the path.)`
    const path = await window.page.evaluate(
      ([text, start]) => globalThis.prompt(text, start),
      [what, options.defaultPath],
    )
    return path ? { canceled: false, filePaths: [path] } : { canceled: true, filePaths: [] }
  },

  /** For one button or two: OK is the one that is not `cancelId`. */
  async showMessageBox(window, { message, detail, buttons, cancelId }) {
    if (config.headless) return { response: cancelId }
    if (buttons.length === 1) {
      await (await pageOf(window)).evaluate((words) => globalThis.alert(words), `${message}\n\n${detail}`)
      return { response: cancelId }
    }
    const other = buttons.findIndex((_, index) => index !== cancelId)
    const text = `${message}\n\n${detail}\n\nOK: ${buttons[other]}\nCancel: ${buttons[cancelId]}`
    const page = await pageOf(window)
    return { response: (await page.evaluate((words) => globalThis.confirm(words), text)) ? other : cancelId }
  },
}

export const shell = {
  openPath: (path) => start(path),
  showItemInFolder(path) {
    if (process.platform === 'darwin') spawn('open', ['-R', path], { stdio: 'ignore' }).on('error', () => undefined)
    else void start(dirname(path))
  },
}

/** A window that was closed by the person while `close` was prevented is just opening again. */
async function pageOf(window) {
  while (!window.page) await new Promise((resolve) => setTimeout(resolve, 100))
  await window.page.waitForLoadState()
  return window.page
}

/** Opens with the system's program; answers '' or what went wrong, as Electron does. */
function start(path) {
  const [command, ...args] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['explorer.exe'] : ['xdg-open']
  return new Promise((resolve) => {
    const child = spawn(command, [...args, path], { stdio: 'ignore', detached: true })
    child.on('error', (error) => resolve(error.message))
    child.on('spawn', () => resolve(''))
    child.unref()
  })
}
