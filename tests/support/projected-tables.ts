/** Columns that are drawn by chance, or tell when a row was written and not what it says. */
const columnsOfWriting: Readonly<Record<string, readonly string[]>> = {
  sales_day: ['mark'],
  reported_sales: ['mark'],
  // The version of the customer when its activity last changed; made again, that of the customer now.
  features: ['version', 'vector', 'as_of'],
}

/** Rows that say nothing: whether there is one depends on what there was before. */
const saysNothing: Readonly<Record<string, (row: Row) => boolean>> = {
  customer_profile: (row) => row.last_seen_at === 0 && row.merged_into === null && row.erased_at === null,
  features: ({ activity }) => activity === '',
}

type Row = Readonly<Record<string, unknown>>

/**
 * Of a customer that was merged away only that it was: whom it went to is asked of the directory, and a hand-over that was cut
 * off and done again may have named the earlier survivor.
 *
 * The rows of a table in canonical form, one text a row, sorted: JSON inside has its names in order. Whatever differs in
 * it differs for a reader.
 */
export function canonicalRows(rows: readonly Row[], table: string): string[] {
  const left = columnsOfWriting[table] ?? []
  return rows
    .filter((row) => saysNothing[table]?.(row) !== true)
    .map((row) =>
      JSON.stringify(
        Object.entries(row)
          .filter(([column]) => !left.includes(column))
          .map(([column, value]) => [
            column,
            column === 'merged_into' ? value !== null : canonicalValue(value),
          ]),
      ),
    )
    .sort()
}

function canonicalValue(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value
  try {
    return sortNames(JSON.parse(value))
  } catch {
    return value
  }
}

function sortNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortNames)
  if (value === null || typeof value !== 'object') return value
  return Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, inner]) => [name, sortNames(inner)])
}
