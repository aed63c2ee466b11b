const yearFirst = /^(\d{4})[-/. ]?(\d{2})[-/. ]?(\d{2})(?:$|[T ])/
const yearLast = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/

/**
 * A birth date as `YYYYMMDD`, or undefined when the text is none. Of a date with the year last the first number is
 * read as the day unless it can only be the month; the comparison counts a swap of the two as nearly equal.
 */
export function readBirthDate(text: string | undefined): string | undefined {
  const written = text?.trim() ?? ''
  const iso = yearFirst.exec(written)
  if (iso !== null) return dateOf(iso[1], iso[2], iso[3])
  const local = yearLast.exec(written)
  return local === null
    ? undefined
    : (dateOf(local[3], local[2], local[1]) ?? dateOf(local[3], local[1], local[2]))
}

function dateOf(year = '', month = '', day = ''): string | undefined {
  const isDate = Number(year) >= 1850 && within(month, 12) && within(day, 31)
  return isDate ? `${year}${month.padStart(2, '0')}${day.padStart(2, '0')}` : undefined
}

function within(digits: string, highest: number): boolean {
  return Number(digits) >= 1 && Number(digits) <= highest
}
