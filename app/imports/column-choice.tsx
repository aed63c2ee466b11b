import { useId } from 'react'
import { Badge } from '../components/badge.tsx'

/** A field a column can stand for. */
export interface FieldChoice {
  readonly name: string
  readonly label: string
  readonly isRequired: boolean
}

interface ColumnChoiceProps {
  name: string
  heading: string
  samples: readonly string[]
  /** The field Patron thinks it is. */
  guess: string | undefined
  /** A person confirmed it for an earlier file. */
  isSaved: boolean
  fields: readonly FieldChoice[]
}

/** One column of the file: heading, a few values, and what it means. */
export function ColumnChoice({ name, heading, samples, guess, isSaved, fields }: ColumnChoiceProps) {
  const id = useId()
  const filled = [...new Set(samples)].filter((sample) => sample !== '')
  return (
    <li>
      <label htmlFor={id}>
        {heading}
        {guess === undefined ? null : <Badge tone="accent">{isSaved ? 'As before' : 'Guessed'}</Badge>}
      </label>
      <select
        id={id}
        className="input"
        name={name}
        defaultValue={guess ?? ''}
        aria-describedby={`${id}-samples`}
      >
        <option value="">Do not import</option>
        {fields.some((field) => field.isRequired) ? (
          <optgroup label="Required">{options(fields, true)}</optgroup>
        ) : null}
        <optgroup label="If the file has it">{options(fields, false)}</optgroup>
      </select>
      <ul className="samples" id={`${id}-samples`}>
        {filled.length === 0 ? <li>No values in the first rows</li> : null}
        {filled.map((sample) => (
          <li key={sample}>{sample}</li>
        ))}
      </ul>
    </li>
  )
}

function options(fields: readonly FieldChoice[], isRequired: boolean) {
  return fields
    .filter((field) => field.isRequired === isRequired)
    .map((field) => (
      <option key={field.name} value={field.name}>
        {field.label}
      </option>
    ))
}
