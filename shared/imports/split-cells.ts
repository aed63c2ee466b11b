/**
 * The cells of one well-formed CSV record (RFC 4180): quotes around a cell are taken off, doubled quotes inside one
 * are halved. A quote within an unquoted cell is an ordinary character.
 */
export function splitCells(record: string, delimiter: string): string[] {
  if (!record.includes('"')) return record.split(delimiter)
  const cells: string[] = []
  let index = 0
  for (;;) {
    const isQuoted = record[index] === '"'
    const end = isQuoted ? afterQuotedCell(record, index) : indexOrEnd(record, delimiter, index)
    cells.push(isQuoted ? record.slice(index + 1, end - 1).replaceAll('""', '"') : record.slice(index, end))
    if (end >= record.length) return cells
    index = end + 1
  }
}

function afterQuotedCell(record: string, open: number): number {
  let index = indexOrEnd(record, '"', open + 1)
  while (record[index + 1] === '"') index = indexOrEnd(record, '"', index + 2)
  return Math.min(index + 1, record.length)
}

function indexOrEnd(text: string, part: string, from: number): number {
  const index = text.indexOf(part, from)
  return index === -1 ? text.length : index
}
