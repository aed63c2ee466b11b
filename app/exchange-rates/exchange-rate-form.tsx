import { Form, useNavigation } from '@remix-run/react'
import { Button } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'

/** What was typed and not taken, and why, by field. */
export interface RefusedRate {
  readonly texts: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
}

interface ExchangeRateFormProps {
  /** The tenant's currency, which rates lead to. */
  currency: string
  /** The day that is proposed: today, in the tenant's time zone. */
  today: string
  /** A currency that has sales without a rate, if there is one. */
  missing: string | undefined
  refused: RefusedRate | undefined
}

/** A rate that holds from a day on. One of the same currency and day is replaced. */
export function ExchangeRateForm({ currency, today, missing, refused }: ExchangeRateFormProps) {
  const isBusy = useNavigation().state === 'submitting'
  const { texts = {}, errors = {} } = refused ?? {}
  return (
    <Form method="post" className="form">
      <div className="form-grid">
        <TextField
          label="Currency"
          hint="Three letters, such as USD"
          name="currency"
          required
          maxLength={3}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={texts.currency ?? missing}
          error={errors.currency}
        />
        <TextField
          label="From the day"
          hint="It holds until the next one"
          name="day"
          type="date"
          required
          defaultValue={texts.day ?? today}
          error={errors.day}
        />
        <TextField
          label={`One unit in ${currency}`}
          hint="Such as 0.7912"
          name="rate"
          inputMode="decimal"
          required
          autoComplete="off"
          defaultValue={texts.rate}
          error={errors.rate}
        />
      </div>
      <div className="row">
        <Button type="submit" look="primary" disabled={isBusy}>
          Set the rate
        </Button>
      </div>
    </Form>
  )
}
