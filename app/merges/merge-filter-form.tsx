import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '../components/button.tsx'
import { SelectField } from '../components/field.tsx'
import { mergeRules } from '../identity/identity-wording.ts'
import { type MergeLogView, mergeLogAddress } from './merge-log-view.ts'

/** Narrows the merge log to one rule. */
export function MergeFilterForm({ view }: { view: MergeLogView }) {
  return (
    <Form className="form-inline" role="search" action="/merges" key={view.rule}>
      <SelectField label="Why they were merged" name="rule" defaultValue={view.rule ?? ''}>
        <option value="">Any reason</option>
        {Object.entries(mergeRules).map(([rule, { name }]) => (
          <option key={rule} value={rule}>
            {name}
          </option>
        ))}
      </SelectField>
      {view.status === 'all' ? null : <input type="hidden" name="status" value={view.status} />}
      {view.customerId === undefined ? null : <input type="hidden" name="customer" value={view.customerId} />}
      <div className="row">
        <Button type="submit">Filter</Button>
        {view.rule === undefined && view.customerId === undefined ? null : (
          <ButtonLink to={mergeLogAddress({ status: view.status })} look="quiet">
            Clear
          </ButtonLink>
        )}
      </div>
    </Form>
  )
}
