import { Form, useNavigation } from '@remix-run/react'
import type { FormRefusal } from '../api/form-refusal.server.ts'
import { Button } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import type { TermField, TermTexts } from './read-supply-form.ts'

interface SupplyRuleFormProps {
  currency: string
  /** What the rule says, and what holds where it says nothing. */
  said: TermTexts
  otherwise: TermTexts
  /** Whether there is a rule that can be forgotten. */
  isThere: boolean
  refused: FormRefusal | undefined
}

interface TermInput {
  readonly name: TermField
  readonly label: string
  readonly hint: string
  readonly least: number
  readonly most?: number
  readonly isWhole?: boolean
}

const numbers: readonly TermInput[] = [
  {
    name: 'leadTimeDays',
    label: 'Lead time in days',
    hint: 'From the order until the goods are on the shelf',
    least: 0,
    most: 84,
    isWhole: true,
  },
  {
    name: 'reviewPeriodDays',
    label: 'Days between orders',
    hint: 'From one chance to order to the next',
    least: 1,
    most: 84,
    isWhole: true,
  },
  {
    name: 'serviceLevelRate',
    label: 'Service level in %',
    hint: 'In so many of 100 rounds nothing is to run out',
    least: 50,
    most: 99.9,
  },
  { name: 'packSize', label: 'Pack size', hint: 'Goods come in whole packs of so many', least: 0 },
  { name: 'minimumOrderQuantity', label: 'Least order', hint: 'The supplier takes no less', least: 0 },
]

/** How an item is ordered. What is left empty is as a less particular rule says, which stands in the field in grey. */
export function SupplyRuleForm({ currency, said, otherwise, isThere, refused }: SupplyRuleFormProps) {
  const isBusy = useNavigation().state === 'submitting'
  const { texts = {}, errors = {} } = refused ?? {}
  const shared = (name: TermField) => ({
    name,
    autoComplete: 'off',
    defaultValue: texts[name] ?? said[name],
    placeholder: otherwise[name],
    error: errors[name],
  })
  return (
    <Form method="post" className="form">
      <input type="hidden" name="currency" value={currency} />
      <div className="form-grid">
        <TextField label="Supplier" hint="Whom it is ordered from" maxLength={200} {...shared('supplier')} />
        {numbers.map(({ name, label, hint, least, most, isWhole = false }) => (
          <TextField
            key={name}
            label={label}
            hint={hint}
            type="number"
            min={least}
            max={most}
            step={isWhole ? 1 : 'any'}
            {...shared(name)}
          />
        ))}
        <TextField
          label={`Cost of one in ${currency}`}
          hint="What the supplier asks"
          type="number"
          min={0}
          step="any"
          {...shared('unitCostMinor')}
        />
      </div>
      <div className="row">
        <Button type="submit" name="intent" value="save" look="primary" disabled={isBusy}>
          Save
        </Button>
        {isThere ? (
          <Button type="submit" name="intent" value="forget" look="quiet" disabled={isBusy} formNoValidate>
            Forget this rule
          </Button>
        ) : null}
      </div>
    </Form>
  )
}
