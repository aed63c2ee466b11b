import { Form, useNavigation } from '@remix-run/react'
import { type IdentifierType, identifierTypes } from '#shared/identity/identifier.ts'
import { identifierTypeName } from '#shared/identity/identifier-words.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { TextField } from '../components/field.tsx'
import { limitFields, type RulesTexts } from './rules-fields.ts'

interface RulesFormProps {
  texts: RulesTexts
  /** What is wrong, by field. */
  errors: Readonly<Record<string, string>>
}

/** Other rules to be tried. */
export function RulesForm({ texts, errors }: RulesFormProps) {
  const isBusy = useNavigation().formData?.get('intent') === 'try'
  const field = (name: string) => ({ name, defaultValue: texts[name], error: errors[name] })
  return (
    <Card title="Change them" note="nothing changes by trying">
      <Form method="post" action="/settings/identity#tried" className="form">
        <div className="form-grid">
          <TextField
            {...field('maxMergedCustomers')}
            inputMode="numeric"
            label="Customers merged at once"
            hint="At most; when an event ties more, a person is asked"
          />
          <TextField
            {...field('sharedDeviceAfter')}
            inputMode="numeric"
            label="Device or browser shared after"
            hint="Once it ties so many people"
          />
          <TextField
            {...field('sharedContactAfter')}
            inputMode="numeric"
            label="Other identifier shared after"
            hint="Once it ties so many people"
          />
          <TextField
            {...field('mergeAtMatchWeight')}
            inputMode="decimal"
            label="Merged unasked from a match weight of"
            hint="Bits of evidence; empty: never"
          />
        </div>
        <p className="small quiet">
          How many identifiers of a kind a customer may have: leave the count empty for no limit, and the days
          for all time.
        </p>
        <div className="form-grid">
          {identifierTypes.map((type) => (
            <LimitFields key={type} type={type} {...{ texts, errors }} />
          ))}
        </div>
        <div className="row">
          <Button type="submit" name="intent" value="try" look="primary" disabled={isBusy}>
            {isBusy ? 'Trying…' : 'Try it'}
          </Button>
          <p className="small quiet">
            The recorded events are decided again by these rules, to see what differs.
          </p>
        </div>
      </Form>
    </Card>
  )
}

function LimitFields({ type, texts, errors }: RulesFormProps & { type: IdentifierType }) {
  const fields = limitFields(type)
  return (
    <fieldset className="limit">
      <legend>
        {identifierTypeName(type)}
        {type === 'external_id' ? ', for each connection' : null}
      </legend>
      <TextField
        label="At most"
        name={fields.maxCount}
        defaultValue={texts[fields.maxCount]}
        error={errors[fields.maxCount]}
        inputMode="numeric"
      />
      <TextField
        label="Within days"
        name={fields.windowDays}
        defaultValue={texts[fields.windowDays]}
        error={errors[fields.windowDays]}
        inputMode="numeric"
      />
    </fieldset>
  )
}
