import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { expect, it } from 'vitest'
import { parquetFile } from '#shared/demand/export/parquet-file.ts'

const columns = { name: 'text', day: 'day', units: 'number', minor: 'whole' } as const

it('reads back as it was written, piece by piece', async () => {
  const lines = Array.from({ length: 2_500 }, (_, index) => ({
    name: index % 7 === 0 ? null : `item ${index}, "größe"`,
    day: index % 5 === 0 ? null : index,
    units: index % 3 === 0 ? null : index / 4,
    minor: index % 2 === 0 ? null : index * 1e9,
  }))
  const file = parquetFile(columns)
  const pieces = [
    file.begin(),
    file.lines(lines.slice(0, 1_000)),
    file.lines([]),
    file.lines(lines.slice(1_000, 1_001)),
    file.lines(lines.slice(1_001)),
    file.end(),
  ]
  expect(new TextDecoder().decode(pieces[0])).toBe('PAR1')
  const bytes = await new Blob(pieces).arrayBuffer()
  expect(parquetMetadata(bytes).row_groups.map(({ num_rows: rows }) => Number(rows))).toEqual([
    1_000, 1, 1_499,
  ])
  const found = await parquetReadObjects({ file: bytes })
  expect(
    found.map(({ name, day, units, minor }) => ({
      name,
      day: day === null ? null : (day as Date).getTime() / 86_400_000,
      units,
      minor: minor === null ? null : Number(minor),
    })),
  ).toEqual(lines)
})

it('is a file also without a line', async () => {
  const file = parquetFile(columns)
  const bytes = await new Blob([file.end()]).arrayBuffer()
  expect(await parquetReadObjects({ file: bytes })).toEqual([])
})
