import { Form } from '@remix-run/react'
import type { ImportKind } from '#shared/contracts/imports.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { SelectField } from '../components/field.tsx'
import { kindWords } from './kind-words.ts'

/** What the file holds: guessed from its headings. Another choice asks for the columns anew. */
export function KindChoice({ kind }: { kind: ImportKind }) {
  const { note } = kindWords[kind]
  return (
    <Card title="What is in the file?">
      <Form method="get" className="form">
        <SelectField label="The file holds" name="kind" defaultValue={kind} key={kind}>
          {Object.entries(kindWords).map(([name, { label }]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </SelectField>
        {note === undefined ? null : <p className="small">{note}</p>}
        <div className="row">
          <Button type="submit">Change</Button>
          <p className="small quiet">The columns are guessed anew; nothing is taken in yet.</p>
        </div>
      </Form>
    </Card>
  )
}
