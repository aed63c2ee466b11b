import type { RejectReason } from './row-reject.ts'

/** Where one record of a CSV lies in a piece of the file, without its line end. */
export interface RecordSpan {
  readonly from: number
  readonly to: number
  /** Line of the file the record begins on; the first line is 1. */
  readonly lineNumber: number
  /** Set when the record cannot be read; such a span is one line long. */
  readonly problem?: Extract<RejectReason, 'malformed-quotes' | 'record-too-long'>
}

export interface ScannedRecords {
  /** Blank lines are left out. */
  readonly spans: RecordSpan[]
  /** First byte that was not used: where the next piece must begin. */
  readonly nextByte: number
  readonly nextLineNumber: number
}

/** No order line is longer; a quote that is open for so long was never meant to be one. */
export const maxRecordBytes = 1024 * 1024

const lineFeed = 10
const carriageReturn = 13
const quote = 34
const unfinished = -1
const malformed = -2

/**
 * Finds the complete records (RFC 4180) of a piece of a file that begins at a record. Unless the piece `isLast`, an
 * unfinished record at its end is left for the next piece. A record with a stray or unclosed quote costs its first
 * line only: scanning goes on at the line after. `lineNumber` is that of the first byte.
 */
export function scanRecords(
  bytes: Uint8Array,
  options: { delimiter: string; isLast: boolean; lineNumber: number },
): ScannedRecords {
  const spans: RecordSpan[] = []
  let { lineNumber } = options
  let from = 0
  let nextQuote = indexOrEnd(bytes, quote, 0)
  while (from < bytes.length) {
    const lineEnd = bytes.indexOf(lineFeed, from)
    if (lineEnd === -1 && !options.isLast) break
    const end = lineEnd === -1 ? bytes.length : lineEnd
    if (nextQuote < from) nextQuote = indexOrEnd(bytes, quote, from)
    const recordEnd = nextQuote >= end ? end : quotedRecordEnd(bytes, from, options)
    if (recordEnd === unfinished && !options.isLast && bytes.length - from < maxRecordBytes) break
    const isMalformed = recordEnd < 0
    const to = isMalformed ? end : recordEnd
    const problem = isMalformed
      ? 'malformed-quotes'
      : to - from > maxRecordBytes
        ? 'record-too-long'
        : undefined
    const textEnd = to > from && bytes[to - 1] === carriageReturn ? to - 1 : to
    if (textEnd > from) spans.push({ from, to: textEnd, lineNumber, ...(problem && { problem }) })
    lineNumber += to === end ? 1 : countLines(bytes, from, to) + 1
    from = to + 1
  }
  return { spans, nextByte: Math.min(from, bytes.length), nextLineNumber: lineNumber }
}

/** Index of the line feed (or end of file) that ends a record with quotes in it. */
function quotedRecordEnd(
  bytes: Uint8Array,
  from: number,
  options: { delimiter: string; isLast: boolean },
): number {
  const delimiter = options.delimiter.charCodeAt(0)
  let index = from
  while (index < bytes.length) {
    if (bytes[index] !== quote) {
      while (index < bytes.length && bytes[index] !== delimiter && bytes[index] !== lineFeed) index += 1
      if (index === bytes.length) break
      if (bytes[index] === lineFeed) return index
      index += 1
      continue
    }
    const close = closingQuote(bytes, index + 1)
    if (close === bytes.length || close - from > maxRecordBytes) return unfinished
    const isCrLf = bytes[close + 1] === carriageReturn && (bytes[close + 2] ?? lineFeed) === lineFeed
    const after = isCrLf ? close + 2 : close + 1
    if (after >= bytes.length) return options.isLast ? bytes.length : unfinished
    if (bytes[after] === lineFeed) return after
    if (bytes[after] !== delimiter) return malformed
    index = after + 1
  }
  return options.isLast ? bytes.length : unfinished
}

/** The next quote that is not half of a doubled one, else the end. */
function closingQuote(bytes: Uint8Array, from: number): number {
  let index = indexOrEnd(bytes, quote, from)
  while (bytes[index + 1] === quote) index = indexOrEnd(bytes, quote, index + 2)
  return index
}

function indexOrEnd(bytes: Uint8Array, byte: number, from: number): number {
  const index = bytes.indexOf(byte, from)
  return index === -1 ? bytes.length : index
}

function countLines(bytes: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let index = bytes.indexOf(lineFeed, from); index !== -1 && index < to; ) {
    count += 1
    index = bytes.indexOf(lineFeed, index + 1)
  }
  return count
}
