import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '../components/button.tsx'
import { SelectField } from '../components/field.tsx'
import { reviewReasons, reviewStatuses } from '../identity/identity-wording.ts'
import { type ReviewQueueView, reviewQueueAddress } from './review-queue-view.ts'

/** Narrows the queue to a status and a reason. */
export function ReviewFilterForm({ view }: { view: ReviewQueueView }) {
  return (
    <Form className="form-inline" role="search" action="/reviews" key={`${view.status} ${view.reason}`}>
      <SelectField label="Status" name="status" defaultValue={view.status}>
        {Object.entries(reviewStatuses).map(([status, { label }]) => (
          <option key={status} value={status}>
            {label}
          </option>
        ))}
        <option value="all">Any status</option>
      </SelectField>
      <SelectField label="Why it is asked" name="reason" defaultValue={view.reason ?? ''}>
        <option value="">Any reason</option>
        {Object.entries(reviewReasons).map(([reason, { name }]) => (
          <option key={reason} value={reason}>
            {name}
          </option>
        ))}
      </SelectField>
      {view.assigned === 'anyone' ? null : <input type="hidden" name="assigned" value={view.assigned} />}
      <div className="row">
        <Button type="submit">Filter</Button>
        {view.status === 'open' && view.reason === undefined ? null : (
          <ButtonLink to={reviewQueueAddress({ assigned: view.assigned })} look="quiet">
            Clear
          </ButtonLink>
        )}
      </div>
    </Form>
  )
}
