/** Image files that no browser writes: BMP, ICO and ICNS, from pixels and from PNGs. */

/** A picture: width, height, RGBA bytes from the top, and the same as PNG. @typedef {{ width: number, height: number, rgba: Buffer, png: Buffer }} Picture */

/** Rows of BGR(A), from the bottom up, each padded to four bytes, as BMP and ICO have them. */
function bottomUpRows({ width, height, rgba }, channels) {
  const stride = Math.ceil((width * channels) / 4) * 4
  const rows = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4
      const to = (height - 1 - y) * stride + x * channels
      rows[to] = rgba[from + 2]
      rows[to + 1] = rgba[from + 1]
      rows[to + 2] = rgba[from]
      if (channels === 4) rows[to + 3] = rgba[from + 3]
    }
  }
  return rows
}

/** BITMAPINFOHEADER. `rows` counts twice in an icon, for the mask below the picture. */
function bitmapHeader(width, rows, bits, size) {
  const header = Buffer.alloc(40)
  header.writeUInt32LE(40, 0)
  header.writeInt32LE(width, 4)
  header.writeInt32LE(rows, 8)
  header.writeUInt16LE(1, 12)
  header.writeUInt16LE(bits, 14)
  header.writeUInt32LE(size, 20)
  return header
}

/** A 24-bit BMP without transparency, as the Windows installer shows it. @param {Picture} picture */
export function bmp(picture) {
  const rows = bottomUpRows(picture, 3)
  const head = Buffer.alloc(14)
  head.write('BM', 0, 'latin1')
  head.writeUInt32LE(54 + rows.length, 2)
  head.writeUInt32LE(54, 10)
  return Buffer.concat([head, bitmapHeader(picture.width, picture.height, 24, rows.length), rows])
}

/** The picture as an icon holds it: 256 as PNG, smaller ones as a bitmap, which every Windows and NSIS can read. */
function iconImage(picture) {
  if (picture.width >= 256) return picture.png
  const rows = bottomUpRows(picture, 4)
  // The mask of old: all zero, because the alpha channel says it.
  const mask = Buffer.alloc(Math.ceil(picture.width / 32) * 4 * picture.height)
  return Buffer.concat([bitmapHeader(picture.width, picture.height * 2, 32, rows.length + mask.length), rows, mask])
}

/** A Windows icon of square pictures, largest 256. @param {Picture[]} pictures */
export function ico(pictures) {
  const images = pictures.map(iconImage)
  const directory = Buffer.alloc(6 + 16 * pictures.length)
  directory.writeUInt16LE(1, 2)
  directory.writeUInt16LE(pictures.length, 4)
  let offset = directory.length
  pictures.forEach(({ width, height }, index) => {
    const at = 6 + 16 * index
    // 0 stands for 256.
    directory.writeUInt8(width % 256, at)
    directory.writeUInt8(height % 256, at + 1)
    directory.writeUInt16LE(1, at + 4)
    directory.writeUInt16LE(32, at + 6)
    directory.writeUInt32LE(images[index].length, at + 8)
    directory.writeUInt32LE(offset, at + 12)
    offset += images[index].length
  })
  return Buffer.concat([directory, ...images])
}

/** The kinds of an ICNS that hold a PNG, with their pixels: once as they are and once for displays of double density. */
export const icnsKinds = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 }

/** A macOS icon from pictures of every size in `icnsKinds`. @param {Picture[]} pictures */
export function icns(pictures) {
  const parts = Object.entries(icnsKinds).map(([kind, size]) => {
    const { png } = pictures.find(({ width }) => width === size) ?? {}
    if (!png) throw new Error(`An ICNS needs ${size} pixels for ${kind}`)
    return part(kind, png)
  })
  return part('icns', Buffer.concat(parts))
}

function part(kind, body) {
  const head = Buffer.alloc(8)
  head.write(kind, 0, 'latin1')
  head.writeUInt32BE(8 + body.length, 4)
  return Buffer.concat([head, body])
}
