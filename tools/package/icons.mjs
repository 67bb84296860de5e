#!/usr/bin/env node
/**
 * Makes every icon and the installers' pictures from resources/icon/icon.svg: `npm run icons`, with the Chromium that the
 * specs run in. tests/tooling/icons.test.ts holds that they are of today's source: resources/icon/made-from.json has its hash.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { chromiumHelp, findChromium } from '../find-chromium.mjs'
import { findNode24, isModern } from '../lib/node24.mjs'
import { root, runProgram } from '../lib/project.mjs'
import { bmp, icns, icnsKinds, ico } from './image-files.mjs'

/** Of the icon theme of Linux, and all that an ICO and an ICNS need. */
export const linuxSizes = [16, 24, 32, 48, 64, 96, 128, 256, 512, 1024]
export const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256]
const dark = '#1d1b22'
const paper = '#fbf9f5'
/** The installers' pictures: what NSIS asks for, and the ground of the disk image. */
const scenes = [
  { file: 'resources/installer/sidebar.bmp', width: 164, height: 314, ground: dark, icon: { size: 116, x: 24, y: 60 } },
  {
    file: 'resources/installer/header.bmp',
    width: 150,
    height: 57,
    ground: '#ffffff',
    icon: { size: 45, x: 99, y: 6 },
  },
  { file: 'resources/installer/disk.png', width: 540, height: 380, ground: paper, arrow: true },
  { file: 'resources/installer/disk@2x.png', width: 540, height: 380, scale: 2, ground: paper, arrow: true },
]

const source = 'resources/icon/icon.svg'

/** Ties what is made to what it is made from: the source and the two files that make it. */
export function sourceHash() {
  const hash = createHash('sha256')
  for (const file of [source, 'tools/package/icons.mjs', 'tools/package/image-files.mjs'])
    hash.update(readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n'))
  return hash.digest('hex')
}

/** Runs in the page: draws a ground, an icon and an arrow as asked, and answers the pixels and a PNG. */
async function drawInPage({ svg, width, height, scale = 1, ground, icon, arrow }) {
  const canvas = new OffscreenCanvas(width * scale, height * scale)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser draws nothing')
  context.scale(scale, scale)
  if (ground) {
    context.fillStyle = ground
    context.fillRect(0, 0, width, height)
  }
  if (icon) {
    const image = new Image()
    image.src = `data:image/svg+xml;base64,${btoa(unescape(encodeURIComponent(svg)))}`
    await image.decode()
    context.drawImage(image, icon.x, icon.y, icon.size, icon.size)
  }
  if (arrow) {
    context.strokeStyle = '#b9b3a6'
    context.lineWidth = 6
    context.lineCap = context.lineJoin = 'round'
    context.stroke(new Path2D('M236 180h68m-24-24 24 24-24 24'))
  }
  const { data } = context.getImageData(0, 0, width * scale, height * scale)
  const png = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
  const base64 = (bytes) => {
    let text = ''
    for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096))
    return btoa(text)
  }
  return { rgba: base64(data), png: base64(png) }
}

async function draw(page, svg, scene) {
  const { rgba, png } = await page.evaluate(drawInPage, { svg, ...scene })
  const { scale = 1 } = scene
  return {
    width: scene.width * scale,
    height: scene.height * scale,
    rgba: Buffer.from(rgba, 'base64'),
    png: Buffer.from(png, 'base64'),
  }
}

const write = (file, bytes) => writeFileSync(join(root, file), bytes)

async function make(page) {
  const svg = readFileSync(join(root, source), 'utf8')
  const sizes = [...new Set([...linuxSizes, ...windowsSizes, ...Object.values(icnsKinds)])]
  const pictures = new Map()
  for (const size of sizes)
    pictures.set(size, await draw(page, svg, { width: size, height: size, icon: { size, x: 0, y: 0 } }))
  for (const name of ['icons', 'installer']) {
    rmSync(join(root, 'resources', name), { recursive: true, force: true })
    mkdirSync(join(root, 'resources', name), { recursive: true })
  }
  for (const size of linuxSizes) write(`resources/icons/${size}x${size}.png`, pictures.get(size).png)
  write('resources/icon/icon.ico', ico(windowsSizes.map((size) => pictures.get(size))))
  write('resources/icon/icon.icns', icns([...pictures.values()]))
  for (const { file, ...scene } of scenes) {
    const picture = await draw(page, svg, scene)
    write(file, file.endsWith('.bmp') ? bmp(picture) : picture.png)
  }
  write('resources/icon/made-from.json', `{ "sha256": ${JSON.stringify(sourceHash())} }\n`)
}

async function main() {
  const executablePath = await findChromium({ install: true })
  if (!executablePath) throw new Error(chromiumHelp)
  const browser = await chromium.launch({
    executablePath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    await make(await browser.newPage())
    console.log('Made resources/icon, resources/icons and resources/installer')
  } finally {
    await browser.close()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (isModern()) await main()
  else process.exitCode = await runProgram(findNode24(), [fileURLToPath(import.meta.url)])
}
