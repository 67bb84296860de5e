/** Pictures of the Plan's choices, of the live test and of the measurements. */
import { plan, press, send, small, tall, wide } from './ways.mjs'

const advanced = async (page) => {
  await plan(page)
  await page.getByText('Advanced options').click()
  await page.getByText('Advanced options').scrollIntoViewIfNeeded()
}
const folderRefused = async (page) => {
  await advanced(page)
  await page.evaluate(`globalThis.hive.answer('plan.preflight', globalThis.hive.fixtures.failedChecks)`)
  await press(page, 'Choose a folder…')
  await page.getByText('The backup cannot go there').scrollIntoViewIfNeeded()
}
const folderChosen = async (page) => {
  await advanced(page)
  await press(page, 'Choose a folder…')
  await page.getByRole('button', { name: 'Use the usual one' }).scrollIntoViewIfNeeded()
}
const cancelled = (operation, why) => (page) =>
  send(page, 'operation.state', `() => (${JSON.stringify({ kind: 'failed', operation, failure: why })})`)
const measuring = (name, label) => async (page) => {
  await press(page, name)
  await send(page, 'operation.progress', `(f) => f.measuring(${JSON.stringify(label)}, 0.38)`)
}
const stopped = {
  ...{ code: 'HM-CANCELLED', title: 'Cancelled', detail: 'You stopped it.', exit: 6 },
  ...{ safe: 'Your old data is untouched.', fix: 'Begin again at any time.' },
}
const noRoom = {
  ...{ code: 'HM-DISK-SPACE', title: 'There is not enough free disk space', exit: 4 },
  detail: 'The disk of /home has 12 MB free; the test needs 31 MB.',
  ...{ safe: 'Nothing was changed.', fix: 'Free 19 MB on that disk, then try again.' },
}

export const trials = [
  { name: 'plan-choices', way: { go: plan }, size: tall },
  { name: 'plan-parallel-impossible', scene: 'parallelImpossible', way: { go: plan } },
  { name: 'plan-advanced', scene: 'tuned', way: { go: advanced } },
  { name: 'plan-advanced-900', way: { go: advanced }, size: small },
  { name: 'plan-folder-chosen', way: { go: folderChosen } },
  { name: 'plan-folder-refused', way: { go: folderRefused } },
  { name: 'plan-1400', way: { go: plan }, size: wide },
  { name: 'test', way: { hash: '#/test' } },
  { name: 'test-900', way: { hash: '#/test' }, size: small },
  { name: 'test-sample-only', scene: 'nothing', way: { hash: '#/test' }, size: tall },
  { name: 'test-running', scene: 'testing', size: { width: 1100, height: 900 } },
  { name: 'test-running-900', scene: 'testing', size: small },
  {
    name: 'test-running-elsewhere',
    scene: 'testing',
    way: { go: async (page) => (await page.getByText('Verdicts').waitFor(), await press(page, 'Home')) },
  },
  {
    name: 'test-busy',
    scene: 'reloaded',
    way: { go: async (page) => (await page.getByText('43 %').first().waitFor(), await press(page, 'Live test')) },
  },
  { name: 'test-passed', scene: 'tested', way: { hash: '#/test' }, size: tall },
  { name: 'test-passed-900', scene: 'tested', way: { hash: '#/test' }, size: small },
  { name: 'test-passed-1400', scene: 'tested', way: { hash: '#/test' }, size: wide },
  {
    name: 'test-figures',
    scene: 'tested',
    size: tall,
    way: { hash: '#/test', go: (page) => page.getByText('How fast it is on this disk').click() },
  },
  { name: 'test-failed', scene: 'testFailed', way: { hash: '#/test' }, size: tall },
  { name: 'test-cancelled', way: { hash: '#/test', go: cancelled('test', stopped) } },
  { name: 'test-no-room', way: { hash: '#/test', go: cancelled('test', noRoom) } },
  { name: 'performance', way: { hash: '#/performance' } },
  { name: 'performance-900', way: { hash: '#/performance' }, size: small },
  {
    name: 'performance-benchmark-running',
    way: { hash: '#/performance', go: measuring('Run the benchmark', 'Round 3 of 5: Row by row, a commit each') },
  },
  {
    name: 'performance-optimize-running',
    way: { hash: '#/performance', go: measuring('Find better settings', 'Trying commitMs 2000') },
  },
  {
    name: 'performance-measured',
    scene: 'measured',
    way: { hash: '#/performance' },
    size: { width: 1100, height: 1800 },
  },
  { name: 'performance-measured-900', scene: 'measured', way: { hash: '#/performance' }, size: small },
  { name: 'performance-measured-1400', scene: 'measured', way: { hash: '#/performance' }, size: wide },
  {
    name: 'performance-commits',
    scene: 'measured',
    way: { hash: '#/performance', go: (page) => page.getByText('Rows per commit').first().click() },
    size: tall,
  },
  { name: 'performance-nothing-gained', scene: 'nothingGained', way: { hash: '#/performance' }, size: tall },
  { name: 'performance-database-skipped', scene: 'databaseSkipped', way: { hash: '#/performance' }, size: tall },
  { name: 'performance-cancelled', way: { hash: '#/performance', go: cancelled('optimize', stopped) } },
  {
    name: 'performance-from-plan',
    way: { go: async (page) => (await advanced(page), await press(page, 'Performance…')) },
  },
  { name: 'hostile-test', scene: 'hostileTested', way: { hash: '#/test' }, size: tall },
  { name: 'hostile-performance', scene: 'hostileMeasured', way: { hash: '#/performance' }, size: tall },
  { name: 'narrow-performance', scene: 'measured', way: { hash: '#/performance' }, size: { width: 400, height: 1600 } },
  { name: 'narrow-test', scene: 'tested', way: { hash: '#/test' }, size: { width: 400, height: 1600 } },
]
