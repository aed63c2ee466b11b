import { Form, useNavigation } from '@remix-run/react'
import type { FormRefusal } from '../api/form-refusal.server.ts'
import { Button } from '../components/button.tsx'
import { SelectField, TextField } from '../components/field.tsx'
import { eventKinds, eventKindWords } from './calendar-words.ts'

interface EventFormProps {
  stores: readonly { readonly storeId: string; readonly label: string }[]
  categories: readonly string[]
  /** Names of earlier events: one of them again is expected to sell as they did. */
  names: readonly string[]
  refused: FormRefusal | undefined
}

const nameList = 'event-names'
const categoryList = 'event-categories'

/** Notes days that sell otherwise. */
export function EventForm({ stores, categories, names, refused }: EventFormProps) {
  const isBusy = useNavigation().state === 'submitting'
  const { texts = {}, errors = {} } = refused ?? {}
  const field = (name: string) => ({ name, defaultValue: texts[name] ?? '', error: errors[name] })
  return (
    <Form method="post" className="form">
      <div className="form-grid">
        <TextField
          label="Name"
          hint="The same name each year: what it did once is expected again"
          required
          maxLength={100}
          autoComplete="off"
          list={nameList}
          {...field('name')}
        />
        <SelectField label="Kind" {...field('kind')}>
          {eventKinds.map((kind) => (
            <option key={kind} value={kind}>
              {eventKindWords[kind].name}: {eventKindWords[kind].hint}
            </option>
          ))}
        </SelectField>
        <TextField label="First day" type="date" required {...field('fromDay')} />
        <TextField label="Last day" hint="Empty: one day" type="date" {...field('toDay')} />
        <SelectField label="Where" {...field('storeId')}>
          <option value="">Everywhere</option>
          <option value="online">Online</option>
          {stores.map(({ storeId, label }) => (
            <option key={storeId} value={storeId}>
              {label}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Category"
          hint="Empty: all of them"
          maxLength={200}
          autoComplete="off"
          list={categoryList}
          {...field('category')}
        />
        <TextField
          label="Expected change, in per cent"
          hint="20: a fifth more. Empty: as it was the last times"
          name="expectedChange"
          type="number"
          step="any"
          min={-100}
          max={2000}
          defaultValue={texts.expectedChange ?? ''}
          error={errors.expectedChangeRate}
        />
      </div>
      <Choices id={nameList} values={names} />
      <Choices id={categoryList} values={categories} />
      <div className="row">
        <Button type="submit" look="primary" name="intent" value="add" disabled={isBusy}>
          Add to the calendar
        </Button>
      </div>
    </Form>
  )
}

function Choices({ id, values }: { id: string; values: readonly string[] }) {
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  )
}
