import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly key: string
  readonly label: string
  /** What stands in the head instead of the plain label: a link that sorts, or that leads to what the column is about. */
  readonly head?: ReactNode
  readonly sorted?: 'ascending' | 'descending' | undefined
  readonly isNumber?: boolean
  /** Left out on a phone, where something else says the same. */
  readonly isWideOnly?: boolean
  cell(row: Row): ReactNode
}

interface TableProps<Row> {
  /** What the table holds, for those who hear it. */
  caption: string
  /** The first column names the row. */
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey(row: Row): string
  isNew?(row: Row): boolean
  /** Whether each row becomes a card on a phone; small tables of two or three columns fit as they are. */
  cards?: boolean
}

/** A real table. */
export function Table<Row>({ caption, columns, rows, rowKey, isNew, cards = true }: TableProps<Row>) {
  return (
    <table className={cards ? 'table table-cards' : 'table'}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={column.isNumber ? 'number' : undefined}
              aria-sort={column.sorted}
            >
              {column.head ?? column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} className={isNew?.(row) ? 'row-new' : undefined}>
            {columns.map((column, index) =>
              index === 0 ? (
                <th key={column.key} scope="row">
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.key} data-label={column.label} className={classOf(column)}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function classOf<Row>({ isNumber, isWideOnly }: Column<Row>): string | undefined {
  const names = [isNumber === true ? 'number' : '', isWideOnly === true ? 'wide-only' : ''].filter(Boolean)
  return names.length === 0 ? undefined : names.join(' ')
}
