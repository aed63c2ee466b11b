import { Form } from '@remix-run/react'
import type { SavedMapping } from '#shared/contracts/imports.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Table } from '../components/table.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'
import { kindWords } from './kind-words.ts'

/** How files were read before: each is used again for files with the same headings until it is forgotten. */
export function SavedMappings({ mappings }: { mappings: SavedMapping[] }) {
  const timeZone = useTimeZone()
  if (mappings.length === 0) return null
  return (
    <Card title="Saved mappings" note={countOf(mappings.length, 'mapping')}>
      <Table
        caption="Saved mappings, the latest first"
        rows={mappings}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'columns',
            label: 'Headings',
            cell: (row) => (
              <span>
                {row.columns.slice(0, 4).join(', ')}
                {row.columns.length > 4 ? ` and ${row.columns.length - 4} more` : ''}
                <span className="cell-note">last for {row.fileName}</span>
              </span>
            ),
          },
          { key: 'kind', label: 'Read as', cell: (row) => kindWords[row.mapping.kind].label },
          {
            key: 'saved',
            label: 'Saved',
            isNumber: true,
            cell: (row) => formatMoment(row.savedAt, timeZone),
          },
          {
            key: 'forget',
            label: 'Forget',
            cell: (row) => (
              <Form method="post" action="/imports/mappings">
                <input type="hidden" name="mappingId" value={row.id} />
                <Button type="submit" aria-label={`Forget the mapping of ${row.fileName}`}>
                  Forget
                </Button>
              </Form>
            ),
          },
        ]}
      />
    </Card>
  )
}
