import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { type AuditView, auditAddress, isNarrowed } from './audit-view.ts'

/** Narrows the audit log to who did what to whom, and when. */
export function AuditFilterForm({ view }: { view: AuditView }) {
  return (
    <Form className="form" role="search" action="/settings/audit" key={auditAddress(view)}>
      <div className="form-grid">
        <TextField
          label="Who"
          hint="As it stands in the list"
          name="actor"
          maxLength={300}
          defaultValue={view.actor}
        />
        <TextField
          label="What"
          hint="The operation, such as undoMerge"
          name="operation"
          maxLength={100}
          spellCheck={false}
          defaultValue={view.operation}
        />
        <TextField
          label="About"
          hint="The id of a customer, a key, a connection"
          name="subject"
          maxLength={200}
          spellCheck={false}
          defaultValue={view.subject}
        />
        <TextField label="From" hint="Days are UTC" name="from" type="date" defaultValue={view.fromDay} />
        <TextField label="To" hint="This day is included" name="to" type="date" defaultValue={view.toDay} />
      </div>
      <div className="row">
        <Button type="submit">Filter</Button>
        {isNarrowed(view) ? (
          <ButtonLink to="/settings/audit" look="quiet">
            Clear
          </ButtonLink>
        ) : null}
      </div>
    </Form>
  )
}
