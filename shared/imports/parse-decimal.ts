const plain = /^-?\d{1,15}(\.\d{1,9})?$/
const pointGrouped = /^[+-]?\d{1,3}([,'\u00a0\u202f ]\d{3})+(\.\d{1,9})?$/
const commaGrouped = /^[+-]?\d{1,3}([.'\u00a0\u202f ]\d{3})+(,\d{1,9})?$/
const loose = /^[+-]?(\d{1,15}(\.\d{0,9})?|\.\d{1,9})$/

/**
 * A number as a shop writes it ("1,234.50", "-2,5", "£ 3.99") as a plain decimal text with a point ("1234.50"), so
 * that no digit is lost on the way to money. Undefined for anything else: "2,55" is no number where the mark is a point.
 */
export function parseDecimal(text: string, decimalMark: '.' | ','): string | undefined {
  if (decimalMark === '.' && plain.test(text)) return text
  const bare = text.replaceAll(/^\p{Sc}\s*|(?<=^[+-])\p{Sc}\s*|\s*\p{Sc}$/gu, '')
  const isGrouped = (decimalMark === '.' ? pointGrouped : commaGrouped).test(bare)
  const digits = isGrouped ? bare.replaceAll(decimalMark === '.' ? /[,'\s]/g : /[.'\s]/g, '') : bare
  if (decimalMark === ',' && !isGrouped && digits.includes('.')) return undefined
  const decimal = decimalMark === ',' ? digits.replace(',', '.') : digits
  return loose.test(decimal) ? decimal.replace('+', '') : undefined
}
