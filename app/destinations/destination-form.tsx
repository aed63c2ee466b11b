import { Form, useNavigation } from '@remix-run/react'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CheckList } from '../components/check-list.tsx'
import { SelectField, TextField } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { AudienceFields } from './audience-fields.tsx'
import type { DestinationFormState } from './destination-form-state.ts'
import { destinationKind } from './destination-kinds.ts'
import { intervalWords, usualIntervals } from './destination-words.ts'
import { MappingRows } from './mapping-rows.tsx'
import { OptionFields } from './option-fields.tsx'

interface DestinationFormProps {
  source: string
  state: DestinationFormState
  submitLabel: string
  cancelTo: string
}

/** Who is sent to a system, what of them, and how. */
export function DestinationForm({ source, state, submitLabel, cancelTo }: DestinationFormProps) {
  const isBusy = useNavigation().state === 'submitting'
  const { texts, errors, error } = state
  const { title, propertyHint } = destinationKind(source)
  const every = texts.everyMinutes ?? ''
  const intervals = [...new Set([...usualIntervals, ...(every === '' ? [] : [Number(every)])])]
  return (
    <Form method="post" className="stack">
      {/* What Enter presses: the first button of a form. */}
      <button
        type="submit"
        name="intent"
        value="save"
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden
      />
      {error === undefined ? null : (
        <Notice tone="bad">
          <p>{error}</p>
          <FurtherErrors errors={errors} />
        </Notice>
      )}
      <Card title="Who is sent">
        <div className="form">
          <TextField
            label="Name"
            hint="For your own lists, such as “Buyers in HubSpot”"
            name="label"
            required
            maxLength={120}
            autoComplete="off"
            defaultValue={texts.label}
            error={errors.label}
          />
          <AudienceFields texts={texts} errors={errors} />
        </div>
      </Card>
      <Card title="What is sent" note={propertyHint}>
        <MappingRows state={state} title={title} />
      </Card>
      <Card title={`How ${title} gets it`}>
        <div className="form">
          <CheckList
            legend="Who is not to be sent any more"
            hint="Because they left the audience or said no. Whoever is erased is always deleted there"
            type="radio"
            name="whenLeaving"
            options={[
              {
                value: 'delete',
                label: 'Is removed there',
                isChosen: texts.whenLeaving === 'delete',
              },
              {
                value: 'keep',
                label: 'Stays there as they are',
                isChosen: texts.whenLeaving !== 'delete',
              },
            ]}
          />
          <div className="form-grid">
            <SelectField
              label="How often"
              name="everyMinutes"
              defaultValue={every}
              error={errors.everyMinutes}
            >
              {intervals.map((minutes) => (
                <option key={minutes} value={minutes}>
                  {intervalWords(minutes)}
                </option>
              ))}
              <option value="">{intervalWords(null)}</option>
            </SelectField>
            <OptionFields source={source} texts={texts} errors={errors} />
          </div>
        </div>
      </Card>
      <div className="row">
        <Button type="submit" look="primary" name="intent" value="save" disabled={isBusy}>
          {submitLabel}
        </Button>
        <ButtonLink to={cancelTo} look="quiet">
          Cancel
        </ButtonLink>
      </div>
    </Form>
  )
}

/** Those that belong to no field of the form. */
function FurtherErrors({ errors }: { errors: DestinationFormState['errors'] }) {
  const further = Object.entries(errors).filter(([at]) =>
    ['', 'source', 'connectionId', 'fields', 'constants', 'options'].includes(at),
  )
  if (further.length === 0) return null
  return (
    <ul className="bullets">
      {further.map(([at, text]) => (
        <li key={at}>{at === '' ? text : `${at} ${text}`}</li>
      ))}
    </ul>
  )
}
