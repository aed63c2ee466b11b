import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '../components/button.tsx'
import { SelectField, TextField } from '../components/field.tsx'
import { abcClasses, isNarrowed, type ReplenishmentView, replenishmentAddress } from './replenishment-view.ts'

interface ProposalFilterProps {
  view: ReplenishmentView
  stores: readonly { readonly storeId: string; readonly label: string }[]
  suppliers: readonly string[]
}

/** Narrows the list to a place, a supplier, a class of items, or words. */
export function ProposalFilter({ view, stores, suppliers }: ProposalFilterProps) {
  const { show, store, supplier, abc, query } = view
  return (
    <Form className="form-inline" role="search" action="/replenishment" key={replenishmentAddress(view)}>
      <TextField label="Item" name="query" type="search" defaultValue={query} placeholder="Name or SKU" />
      <SelectField label="Place" name="store" defaultValue={store ?? ''}>
        <option value="">All places</option>
        <option value="online">Online</option>
        {stores.map(({ storeId, label }) => (
          <option key={storeId} value={storeId}>
            {label}
          </option>
        ))}
      </SelectField>
      <SelectField label="Supplier" name="supplier" defaultValue={supplier ?? ''}>
        <option value="">All suppliers</option>
        {suppliers.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField label="Class" name="abc" defaultValue={abc ?? ''}>
        <option value="">All classes</option>
        {abcClasses.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </SelectField>
      {show === 'all' ? <input type="hidden" name="show" value="all" /> : null}
      <div className="row">
        <Button type="submit">Show</Button>
        {isNarrowed(view) ? (
          <ButtonLink to={replenishmentAddress({ show })} look="quiet">
            Clear
          </ButtonLink>
        ) : null}
      </div>
    </Form>
  )
}
