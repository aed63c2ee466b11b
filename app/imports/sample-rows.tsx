import { Card } from '../components/card.tsx'
import { ScrollRegion } from '../components/scroll-region.tsx'

interface SampleRowsProps {
  columns: readonly string[]
  rows: readonly (readonly string[])[]
}

/** The first rows of the file, as they are. */
export function SampleRows({ columns, rows }: SampleRowsProps) {
  const numbered = rows.map((cells, index) => ({ row: index + 1, cells }))
  return (
    <Card title="The first rows of the file">
      <ScrollRegion className="table-scroll" label="The first rows of the file, scrolls sideways">
        <table className="table">
          <caption className="visually-hidden">The first rows of the file</caption>
          <thead>
            <tr>
              <th scope="col">Row</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {numbered.map(({ row, cells }) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                {columns.map((column, index) => (
                  <td key={column}>{cells[index]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  )
}
