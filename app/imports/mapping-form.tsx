import { Form, useNavigation } from '@remix-run/react'
import type { ImportMapping, ImportView } from '#shared/contracts/imports.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { useSession } from '../session/use-session.ts'
import { ColumnChoice, type FieldChoice } from './column-choice.tsx'
import { FileSettings } from './file-settings.tsx'
import { SampleRows } from './sample-rows.tsx'

interface MappingFormProps {
  view: ImportView
  /** As it was confirmed before or guessed, for the kind that is chosen. */
  mapping: ImportMapping
  fields: readonly FieldChoice[]
  problems: readonly string[]
}

const savedNote = 'as confirmed for an earlier file with the same headings'

/** What each column means: guessed, shown with samples, and the person's to change before anything is taken in. */
export function MappingForm({ view, mapping, fields, problems }: MappingFormProps) {
  const { tenant } = useSession()
  const isSaved = view.mappingFrom === 'saved' && view.mapping?.kind === mapping.kind
  const isBusy = useNavigation().state !== 'idle'
  const guesses = new Map(Object.entries(mapping.columns).map(([field, heading]) => [heading, field]))
  return (
    <Form method="post" className="stack" key={mapping.kind}>
      <input type="hidden" name="kind" value={mapping.kind} />
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
      <Card
        title="What do the columns mean?"
        note={isSaved ? savedNote : 'guesses are marked; change what is wrong'}
      >
        <ol className="mapping">
          {view.columns.map((heading, index) => (
            <ColumnChoice
              key={heading}
              name={`column-${index}`}
              heading={heading}
              samples={view.sampleRows.slice(0, 3).map((row) => row[index] ?? '')}
              guess={guesses.get(heading)}
              isSaved={isSaved}
              fields={fields}
            />
          ))}
        </ol>
      </Card>
      <Card title="What holds for the whole file?">
        <FileSettings mapping={mapping} currency={tenant.currency} timeZone={tenant.timeZone} />
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
