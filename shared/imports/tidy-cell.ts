const escapedFormula = /^'(?=[=+\-@\t\r])/
const innerSpace = /\s{2,}|[\t\n\r\v\f]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlCharacter = /[\u0000-\u0008\u000e-\u001f\u007f\ufffe\uffff]/

/**
 * The text a cell means: without outer space, inner line breaks as single spaces, and without the apostrophe that a
 * rejects file puts before what looks like a formula.
 */
export function tidyCell(cell: string): string {
  const text = cell.trim()
  if (text === '') return text
  const bare = text.startsWith("'") ? text.replace(escapedFormula, '') : text
  return bare.replace(innerSpace, ' ')
}

/** Whether the text holds a character that no keyboard types: the mark of a damaged file. */
export function hasControlCharacter(text: string): boolean {
  return controlCharacter.test(text)
}

/** Whether all cells are empty: a line that a spreadsheet left at the end of the file. */
export function isBlankRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}
