import { SelectField, TextArea, TextField } from '../components/field.tsx'
import type { DestinationFormState } from './destination-form-state.ts'
import { destinationKind, type OptionField } from './destination-kinds.ts'

/** What only this kind of system has. */
export function OptionFields({
  source,
  texts,
  errors,
}: { source: string } & Pick<DestinationFormState, 'texts' | 'errors'>) {
  return destinationKind(source).options.map((option) => (
    <Option
      key={option.name}
      option={option}
      value={texts[`option:${option.name}`] ?? ''}
      error={errors[`options/${option.name}`]}
    />
  ))
}

function Option({ option, value, error }: { option: OptionField; value: string; error: string | undefined }) {
  const { name, label, hint, kind, choices = [], isRequired = false, fallback } = option
  const shared = { label, hint, error, name: `option:${name}` }
  if (kind === 'choice') {
    return (
      <SelectField {...shared} defaultValue={value || fallback}>
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </SelectField>
    )
  }
  if (kind === 'json')
    return <TextArea {...shared} defaultValue={value} placeholder={fallback} rows={2} spellCheck={false} />
  return (
    <TextField
      {...shared}
      defaultValue={value}
      placeholder={fallback}
      required={isRequired}
      inputMode={kind === 'number' ? 'numeric' : undefined}
      autoComplete="off"
      spellCheck={false}
    />
  )
}
