import type { ImportField } from '../../contracts/imports.ts'
import { fail, succeed } from '../../kernel/result.ts'
import type { ConfirmedMapping } from '../confirm-mapping.ts'
import { type RejectPlace, type RejectReason, type RowReject, rowReject } from '../row-reject.ts'
import type { FileOrigin, ImportedRecord, ImportKindWork } from './import-kind.ts'
import { cellReader, type RowCells } from './read-cells.ts'

/** A row as its cells were read. */
export interface CellRow extends RejectPlace, RowCells {}

interface GroupedKind {
  /** What is wrong with the row as a whole, and the field to blame. */
  check(
    cells: RowCells,
    shopCountry: string,
  ): { readonly reason: RejectReason; readonly field: ImportField | null } | undefined
  /** What the rows that belong together share. */
  groupOf(cells: RowCells): string
  /** What the rows of one group become, in the order of the file. */
  recordsOf(rows: readonly CellRow[], mapping: ConfirmedMapping, origin: FileOrigin): ImportedRecord
}

/** Nothing has more rows; a wrong mapping may put a whole file into one group, and that into memory. */
const maxGroupRows = 5_000

/** A kind of file whose rows are read cell by cell and gathered in groups. */
export function groupedKind(kind: GroupedKind): ImportKindWork {
  return {
    rowReader(columns, mapping, shopCountry) {
      const readCells = cellReader(columns, mapping)
      return (cells, place) => {
        const read = readCells(cells, place)
        if (!read.ok) return read
        const wrong = kind.check(read.value, shopCountry)
        if (wrong !== undefined) {
          const { reason, field } = wrong
          if (field === null) return fail(rowReject(reason, place, null))
          return fail(rowReject(reason, place, mapping.columns[field] ?? null, read.value.texts[field]))
        }
        const { lineNumber, record } = place
        const row: CellRow = { lineNumber, record, ...read.value }
        return succeed({ group: kind.groupOf(read.value), line: JSON.stringify(row) })
      }
    },

    collector(mapping, origin) {
      const groups = new Map<string, CellRow[]>()
      return {
        add(line): RowReject | undefined {
          const row = JSON.parse(line) as CellRow
          const group = kind.groupOf(row)
          const rows = groups.get(group)
          if (rows === undefined) groups.set(group, [row])
          else if (rows.length >= maxGroupRows) return rowReject('too-many-rows', row, null)
          else rows.push(row)
          return undefined
        },
        *records() {
          for (const rows of groups.values()) yield kind.recordsOf(rows, mapping, origin)
        },
      }
    },
  }
}
