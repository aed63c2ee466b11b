import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js'
import { ParquetWriter } from 'hyparquet-writer/src/parquet-writer.js'
import type { ColumnKind } from './forecast-line.ts'

type Element = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number]

const elementOf: Readonly<Record<ColumnKind, Omit<Element, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  day: { type: 'INT32', converted_type: 'DATE' },
  number: { type: 'DOUBLE' },
  whole: { type: 'INT64' },
}

/** A Parquet file that is written in pieces: its bytes are what the calls give, in their order. */
export interface ParquetFile<Line> {
  /** The first bytes, which need no line yet: who waits for a file sees it begin. */
  begin(): Uint8Array<ArrayBuffer>
  /** The bytes of some lines more, as one row group. */
  lines(lines: readonly Line[]): Uint8Array<ArrayBuffer>
  /** The last bytes: what is where. */
  end(): Uint8Array<ArrayBuffer>
}

/** A file with these columns; every cell may be null. The format: https://parquet.apache.org/docs/file-format/ */
export function parquetFile<Column extends string>(
  columns: Readonly<Record<Column, ColumnKind>>,
): ParquetFile<Readonly<Record<Column, string | number | null>>> {
  const names = Object.keys(columns) as Column[]
  const bytes = new ByteWriter()
  const file = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: 'forecast', num_children: names.length },
      ...names.map((name) => ({ name, repetition_type: 'OPTIONAL' as const, ...elementOf[columns[name]] })),
    ],
    createdBy: 'patron',
  })
  // What was handed on is written over; the places in the file count on.
  const taken = () => {
    const written = bytes.getBytes().slice()
    bytes.index = 0
    return written
  }
  return {
    begin: taken,
    lines: (lines) => {
      file.write({
        columnData: names.map((name) => ({
          name,
          data: lines.map((line) => cell(line[name], columns[name])),
        })),
        rowGroupSize: Math.max(1, lines.length),
      })
      return taken()
    },
    end: () => {
      file.finish()
      return taken()
    },
  }
}

function cell(value: string | number | null, kind: ColumnKind): string | number | bigint | null {
  return kind === 'whole' && value !== null ? BigInt(Math.round(Number(value))) : value
}
