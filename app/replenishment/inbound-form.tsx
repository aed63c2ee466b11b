import { Form, useNavigation } from '@remix-run/react'
import type { FormRefusal } from '../api/form-refusal.server.ts'
import { Button } from '../components/button.tsx'
import { SelectField, TextField } from '../components/field.tsx'
import type { StoreLabel } from './store-labels.server.ts'

interface InboundFormProps {
  storeId: string
  stores: readonly StoreLabel[]
  today: string
  refused: FormRefusal | undefined
}

/** Notes goods of an item that are on their way. */
export function InboundForm({ storeId, stores, today, refused }: InboundFormProps) {
  const isBusy = useNavigation().state === 'submitting'
  const { texts = {}, errors = {} } = refused ?? {}
  const isListed = storeId === '' || stores.some((store) => store.storeId === storeId)
  return (
    <Form method="post" className="form">
      <div className="form-grid">
        <TextField
          label="Quantity on its way"
          name="quantity"
          type="number"
          min={0}
          step="any"
          required
          autoComplete="off"
          defaultValue={texts.quantity}
          error={errors.quantity}
        />
        <TextField
          label="Expected on"
          name="expectedDay"
          type="date"
          required
          defaultValue={texts.expectedDay ?? today}
          error={errors.expectedDay}
        />
        <SelectField
          label="For the place"
          name="storeId"
          defaultValue={texts.storeId ?? storeId}
          error={errors.storeId}
        >
          <option value="">Online, or the shop as a whole</option>
          {isListed ? null : <option value={storeId}>{storeId}</option>}
          {stores.map((store) => (
            <option key={store.storeId} value={store.storeId}>
              {store.label}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Reference"
          hint="Such as the number of the order"
          name="reference"
          maxLength={200}
          autoComplete="off"
          defaultValue={texts.reference}
          error={errors.reference}
        />
      </div>
      <div className="row">
        <Button type="submit" name="intent" value="note" disabled={isBusy}>
          Note it
        </Button>
      </div>
    </Form>
  )
}
