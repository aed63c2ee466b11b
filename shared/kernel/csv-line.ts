const plainNumber = /^[+-]?\d+([.,]\d+)*$/
const formulaStart = /^[=+\-@\t\r\n]/

/** One line of a CSV file (RFC 4180) that a spreadsheet may open: no cell of it is run as a formula. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(withoutFormula(cell))).join(',')}\r\n`
}

/** A spreadsheet would run a cell that begins like a formula; an apostrophe makes it text. */
function withoutFormula(cell: string): string {
  return formulaStart.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
