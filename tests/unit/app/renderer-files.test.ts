import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rendererResponse } from '../../../src-main/app/renderer-files.js'

let folder: string
const get = (url: string, method = 'GET') =>
  rendererResponse(join(folder, 'renderer'), 'hive', new Request(url, { method }))

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hive-files-'))
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true })
  mkdirSync(join(folder, 'renderer-two'))
  for (const file of [
    'renderer/index.html',
    'renderer/assets/a b.js',
    'renderer/key.pem',
    'secret.html',
    'renderer-two/x.js',
  ])
    writeFileSync(join(folder, file), file)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the page’s files', () => {
  it('are served with their type and a policy that lets nothing else run', async () => {
    const page = await get('app://hive/index.html#/backups')
    expect([page.status, await page.text()]).toEqual([200, 'renderer/index.html'])
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe')
    expect((await get('app://hive/assets/a%20b.js')).status).toBe(200)
  })

  it.each([
    'app://hive/',
    'app://hive/missing.html',
    'app://hive/assets',
    'app://hive/key.pem',
    'app://hive/../secret.html',
    'app://hive/..%2fsecret.html',
    'app://hive/%2e%2e%2fsecret.html',
    'app://hive/assets/..%2f..%2fsecret.html',
    'app://hive/..%2frenderer-two%2fx.js',
    'app://hive/..%5csecret.html',
    'app://hive/%00index.html',
    'app://hive/%E0%A4%A.html',
    'app://other/index.html',
  ])('are all that is served: not %s', async (url) => {
    expect((await get(url)).status).toBe(404)
  })

  it('are only read', async () => expect((await get('app://hive/index.html', 'POST')).status).toBe(404))
})
