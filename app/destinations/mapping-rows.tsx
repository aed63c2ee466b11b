import { Button } from '../components/button.tsx'
import { SelectField, TextField } from '../components/field.tsx'
import type { DestinationFormState } from './destination-form-state.ts'
import { rowCount } from './destination-texts.ts'
import { consentFieldNames, plainFieldNames } from './destination-words.ts'

interface MappingRowsProps {
  state: DestinationFormState
  /** What the system is called. */
  title: string
}

/**
 * What of a customer goes into which property: fields, traits and values that are the same for all. A row that is left
 * empty counts for nothing; more rows come with the form itself, so that no script is needed.
 */
export function MappingRows({ state, title }: MappingRowsProps) {
  const { texts, errors, spareRowCount } = state
  const fieldCount = rowCount(texts, 'field')
  const traitCount = rowCount(texts, 'trait')
  const constantCount = rowCount(texts, 'constant')
  const text = (name: string, index: number) => texts[`${name}:${index}`] ?? ''
  const rows = (count: number) => Array.from({ length: count + spareRowCount }, (_, index) => index)
  const there = `Property at ${title}`
  return (
    <div className="form">
      <fieldset className="mapping-rows">
        <legend>What Patron knows of every customer, and what they allow</legend>
        {rows(fieldCount).map((index) => (
          <div key={`${index} ${text('field', index)} ${text('property', index)}`} className="mapping-row">
            <SelectField
              label={<RowLabel label="Field" index={index} />}
              name={`field:${index}`}
              defaultValue={text('field', index)}
              error={errors[`fields/${index}/field`]}
            >
              <option value="">Nothing</option>
              <Options names={plainFieldNames} label="Of the customer" />
              <Options names={consentFieldNames} label="What they allow (yes or no)" />
            </SelectField>
            <TextField
              label={<RowLabel label={there} index={index} />}
              name={`property:${index}`}
              maxLength={200}
              autoComplete="off"
              spellCheck={false}
              defaultValue={text('property', index)}
              error={errors[`fields/${index}/property`]}
            />
          </div>
        ))}
      </fieldset>
      <details className="form-more" open={traitCount + constantCount > 0}>
        <summary>Traits, and values that are the same for all</summary>
        <fieldset className="mapping-rows">
          <legend>Traits, by their names in the profile of a customer</legend>
          {rows(traitCount).map((index) => (
            <div
              key={`${index} ${text('trait', index)} ${text('traitProperty', index)}`}
              className="mapping-row"
            >
              <TextField
                label={<RowLabel label="Trait" index={index} />}
                name={`trait:${index}`}
                maxLength={114}
                autoComplete="off"
                spellCheck={false}
                defaultValue={text('trait', index)}
                error={errors[`fields/${fieldCount + index}/field`]}
              />
              <TextField
                label={<RowLabel label={there} index={index} of="trait" />}
                name={`traitProperty:${index}`}
                maxLength={200}
                autoComplete="off"
                spellCheck={false}
                defaultValue={text('traitProperty', index)}
                error={errors[`fields/${fieldCount + index}/property`]}
              />
            </div>
          ))}
        </fieldset>
        <fieldset className="mapping-rows">
          <legend>Values that every record gets, such as the name of the audience</legend>
          {rows(constantCount).map((index) => (
            <div
              key={`${index} ${text('constant', index)} ${text('constantValue', index)}`}
              className="mapping-row"
            >
              <TextField
                label={<RowLabel label="Value" index={index} />}
                hint={
                  index === 0 ? 'Numbers, true and false are sent as such; in quotes, as text' : undefined
                }
                name={`constantValue:${index}`}
                maxLength={502}
                autoComplete="off"
                defaultValue={text('constantValue', index)}
              />
              <TextField
                label={<RowLabel label={there} index={index} of="value" />}
                name={`constant:${index}`}
                maxLength={200}
                autoComplete="off"
                spellCheck={false}
                defaultValue={text('constant', index)}
                error={errors[`constants/${text('constant', index)}`]}
              />
            </div>
          ))}
        </fieldset>
      </details>
      <div className="row">
        <Button type="submit" name="intent" value="more" formNoValidate small>
          More rows
        </Button>
      </div>
    </div>
  )
}

/** Rows are told apart for those who hear them. */
function RowLabel({ label, index, of }: { label: string; index: number; of?: string }) {
  return (
    <>
      {label}
      <span className="visually-hidden">
        {of === undefined ? '' : ` of ${of}`} {index + 1}
      </span>
    </>
  )
}

function Options({ names, label }: { names: Readonly<Record<string, string>>; label: string }) {
  return (
    <optgroup label={label}>
      {Object.entries(names).map(([field, name]) => (
        <option key={field} value={field}>
          {name}
        </option>
      ))}
    </optgroup>
  )
}
