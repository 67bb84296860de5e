/** The icons and the installers' pictures are of today's source, whole, and in every size that the systems ask for. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { linuxSizes, sourceHash, windowsSizes } from '../../tools/package/icons.mjs'
import { bmp, icns, icnsKinds, ico } from '../../tools/package/image-files.mjs'

const bytes = (file: string) => readFileSync(fileURLToPath(new URL(`../../resources/${file}`, import.meta.url)))

/** Width and height as a PNG's own header says. */
function pngSize(png: Buffer): [number, number] {
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

it('they are made from the source as it is today: npm run icons makes them anew', () => {
  expect(JSON.parse(bytes('icon/made-from.json').toString())).toEqual({ sha256: sourceHash() })
})

it.each(linuxSizes)('Linux has %i pixels', (size) => {
  expect(pngSize(bytes(`icons/${size}x${size}.png`))).toEqual([size, size])
})

it('Windows has every size, each whole', () => {
  const icon = bytes('icon/icon.ico')
  expect(icon.readUInt16LE(4)).toBe(windowsSizes.length)
  windowsSizes.forEach((size, index) => {
    const at = 6 + 16 * index
    expect(icon.readUInt8(at) || 256).toBe(size)
    const start = icon.readUInt32LE(at + 12)
    const image = icon.subarray(start, start + icon.readUInt32LE(at + 8))
    if (size === 256) expect(pngSize(image)).toEqual([256, 256])
    else expect([image.readUInt32LE(0), image.readInt32LE(4), image.readInt32LE(8)]).toEqual([40, size, size * 2])
  })
})

it('macOS has every kind, each a PNG of its size', () => {
  const icon = bytes('icon/icon.icns')
  expect(icon.toString('latin1', 0, 4)).toBe('icns')
  expect(icon.readUInt32BE(4)).toBe(icon.length)
  const found: Record<string, number> = {}
  for (let at = 8; at < icon.length; at += icon.readUInt32BE(at + 4))
    [found[icon.toString('latin1', at, at + 4)]] = pngSize(icon.subarray(at + 8))
  expect(found).toEqual(icnsKinds)
})

it.each([
  ['sidebar', 164, 314],
  ['header', 150, 57],
])('the Windows installer gets a %s of %i by %i', (name, width, height) => {
  const picture = bytes(`installer/${name}.bmp`)
  expect(picture.toString('latin1', 0, 2)).toBe('BM')
  expect(picture.readUInt32LE(2)).toBe(picture.length)
  expect([picture.readInt32LE(18), picture.readInt32LE(22), picture.readUInt16LE(28)]).toEqual([width, height, 24])
})

describe('the files that no browser writes', () => {
  // Red and half-seen green above; blue and nothing below.
  const rgba = Buffer.from([255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 255, 0, 0, 0, 0])
  const picture = { width: 2, height: 2, rgba, png: Buffer.from('a png') }

  it('a BMP has its rows from below, as blue, green, red, each padded to four bytes', () => {
    expect(bmp(picture).subarray(54).toString('hex')).toBe('ff0000000000' + '0000' + '0000ff00ff00' + '0000')
  })

  it('an icon keeps the transparency', () => {
    const image = ico([picture]).subarray(22 + 40)
    expect(image.subarray(0, 16).toString('hex')).toBe('ff0000ff' + '00000000' + '0000ffff' + '00ff0080')
  })

  it('an ICNS without one of its sizes is refused', () => {
    expect(() => icns([picture])).toThrow('An ICNS needs 32 pixels')
  })
})
