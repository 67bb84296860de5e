/** The first steps to a picture, as a person goes them, and the sizes of windows. */

export const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
export const send = (page, event, make) =>
  page.evaluate(`globalThis.hive.emit(${JSON.stringify(event)}, (${make})(globalThis.hive.fixtures))`)

export const find = (page) => press(page, 'Start')
export const check = async (page) => (await find(page), await press(page, 'Continue'))
export const plan = async (page) => (await check(page), await press(page, 'Continue'))

export const small = { width: 900, height: 600 }
export const tall = { width: 1100, height: 1500 }
export const wide = { width: 1400, height: 900 }
