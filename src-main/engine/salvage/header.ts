import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { pageSizeByPages } from '../sqlite/page-size.js'

const magic = Buffer.from('SQLite format 3\0', 'latin1')

/** The fields of a file's header that are what they are in every database of ours (sqlite.org/fileformat2.html 1.3). */
type Field = { at: number; name: string; isRight(header: Buffer): boolean; mend(header: Buffer): void }

const fields = (pageSize: number, pages: number, isUtf8: boolean): Field[] => {
  const stored = pageSize === 65_536 ? 1 : pageSize
  const number = (at: number, name: string, isRight: (value: number) => boolean, mended: number): Field => {
    return {
      ...{ at, name, isRight: (header) => isRight(header.readUInt32BE(at)) },
      mend: (header) => header.writeUInt32BE(mended, at),
    }
  }
  const bytes = (at: number, name: string, right: number[][], mended: number[]): Field => {
    const isSame = (header: Buffer, each: number[]) => each.every((byte, index) => header[at + index] === byte)
    return {
      ...{ at, name, isRight: (header) => right.some((each) => isSame(header, each)) },
      mend: (header) => Buffer.from(mended).copy(header, at),
    }
  }
  const size = [stored >> 8, stored & 0xff]
  const versions = [1, 2].flatMap((write) => [1, 2].map((read) => [write, read]))
  const plain = [0, 64, 32, 32]
  return [
    bytes(0, 'the name of the format', [[...magic]], [...magic]),
    bytes(16, 'the size of its pages', [size], size),
    bytes(18, 'the version of the format', versions, [1, 1]),
    bytes(20, 'the lay-out of its pages', [plain], plain),
    number(28, 'the number of its pages', (value) => value === pages, pages),
    number(32, 'its list of free pages', (value) => value <= pages, 0),
    number(44, 'the format of its tables', (value) => value >= 1 && value <= 4, 4),
    number(52, 'whether it shrinks by itself', (value) => value <= pages, 0),
    number(56, 'its encoding', (value) => value === 1 || (value <= 3 && value > 0 && !isUtf8), 1),
  ]
}

/** What was mended of a header, in words, and whether it no longer tells where the list of free pages begins. */
export type MendedHeader = { words: string; lostFreeList: boolean }

/**
 * Mends the header of a damaged database, in a private copy of it: the size of the pages is told by the pages, or by the
 * `-wal` or `-journal` beside it; the rest is what it always is. Answers null where there was nothing to mend.
 */
export function mendHeader(path: string): MendedHeader | null {
  const file = openSync(path, 'r+')
  try {
    const header = Buffer.alloc(100)
    readSync(file, header, 0, 100, 0)
    const claimed = header.readUInt16BE(16)
    const size = sideSize(path) ?? pageSizeByPages(path, claimed === 1 ? 65_536 : claimed)
    if (size === null) return null
    const pages = Math.ceil(fstatSync(file).size / size)
    const wrong = fields(size, pages, isUtf8(path)).filter((field) => !field.isRight(header))
    // A file that was cut off has a sound header: SQLite reads it as it is.
    const telling = wrong.filter(({ at }) => at !== 28)
    if (telling.length === 0) return null
    // Where hardly anything is left of the name, the bytes behind it are no better.
    const isGone = magic.filter((byte, index) => header[index] === byte).length < 12
    if (isGone) header.fill(0)
    for (const field of isGone ? fields(size, pages, true) : wrong) field.mend(header)
    writeSync(file, header, 0, 100, 0)
    const what = isGone ? 'its first 100 bytes' : telling.map(({ name }) => name).join(', ')
    return {
      words: `the header of the file is damaged (${what}) and was made anew for pages of ${size} bytes`,
      lostFreeList: isGone || wrong.some(({ at }) => at === 32),
    }
  } finally {
    closeSync(file)
  }
}

/** Fills a database up to whole pages, and empties the list of free pages that a writer would take its pages from. */
export function forgetFreePages(path: string, pageSize: number): void {
  const file = openSync(path, 'r+')
  try {
    const pages = Math.ceil(fstatSync(file).size / pageSize)
    ftruncateSync(file, pages * pageSize)
    const header = Buffer.alloc(100)
    readSync(file, header, 0, 100, 0)
    header.writeUInt32BE(pages, 28)
    for (const at of [32, 36, 52, 64]) header.writeUInt32BE(0, at)
    writeSync(file, header, 0, 100, 0)
  } finally {
    closeSync(file)
  }
}

/** What a sound header says: the size of the pages, and the first page of the list of free ones (0: there is none). */
export function readHeader(path: string): { pageSize: number; firstFree: number } {
  const file = openSync(path, 'r')
  try {
    const header = Buffer.alloc(100)
    readSync(file, header, 0, 100, 0)
    const stored = header.readUInt16BE(16)
    return { pageSize: stored === 1 ? 65_536 : stored, firstFree: header.readUInt32BE(32) }
  } finally {
    closeSync(file)
  }
}

/** The size of the pages as a sound `-wal` or `-journal` says it. */
function sideSize(path: string): number | null {
  const head = (suffix: string) => (existsSync(path + suffix) ? beginning(path + suffix, 32) : null)
  const wal = head('-wal')
  const journal = head('-journal')
  const isWal = wal?.length === 32 && (wal.readUInt32BE(0) & 0xffff_fffe) === 0x377f_0682
  const isJournal = journal !== null && journal.length >= 28 && journal.toString('hex', 0, 8) === 'd9d505f920a163d7'
  const size = isWal ? wal.readUInt32BE(8) : isJournal ? journal.readUInt32BE(24) : 0
  return size >= 512 && size <= 65_536 && (size & (size - 1)) === 0 ? size : null
}

/** A schema is written in the file's encoding: only in UTF-8 it can be read byte by byte. */
function isUtf8(path: string): boolean {
  const head = beginning(path, 1 << 22)
  return head.includes('CREATE TABLE') && !head.includes(Buffer.from('CREATE TABLE', 'utf16le'))
}

/** So many of a file's first bytes, or all that it has. */
function beginning(path: string, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  const file = openSync(path, 'r')
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, length, 0))
  } finally {
    closeSync(file)
  }
}
