import { Form, useNavigation } from '@remix-run/react'
import type { ImportView } from '#shared/contracts/imports.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { useSession } from '../session/use-session.ts'
import { ColumnChoice, type FieldChoice } from './column-choice.tsx'
import { FileSettings } from './file-settings.tsx'
import { SampleRows } from './sample-rows.tsx'

interface MappingFormProps {
  view: ImportView
  fields: readonly FieldChoice[]
  problems: readonly string[]
}

/** What each column means: guessed, shown with samples, and the person's to change before anything is taken in. */
export function MappingForm({ view, fields, problems }: MappingFormProps) {
  const { tenant } = useSession()
  const isBusy = useNavigation().state !== 'idle'
  const guesses = new Map(
    Object.entries(view.mapping?.columns ?? {}).map(([field, heading]) => [heading, field]),
  )
  return (
    <Form method="post" className="stack">
      {problems.length === 0 ? null : (
        <Notice tone="bad">
          <p>
            <strong>The import cannot start yet.</strong>
          </p>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Card title="What do the columns mean?" note="guesses are marked; change what is wrong">
        <ol className="mapping">
          {view.columns.map((heading, index) => (
            <ColumnChoice
              key={heading}
              name={`column-${index}`}
              heading={heading}
              samples={view.sampleRows.slice(0, 3).map((row) => row[index] ?? '')}
              guess={guesses.get(heading)}
              fields={fields}
            />
          ))}
        </ol>
      </Card>
      <Card title="What holds for the whole file?">
        <FileSettings mapping={view.mapping} currency={tenant.currency} timeZone={tenant.timeZone} />
      </Card>
      <SampleRows columns={view.columns} rows={view.sampleRows} />
      <div className="row">
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? 'Starting…' : 'Start import'}
        </Button>
        <p className="small quiet">
          Rows that cannot be read are set aside with the reason; the rest goes in.
        </p>
      </div>
    </Form>
  )
}
