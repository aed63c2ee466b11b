import type { ReactNode } from 'react'

interface CheckListProps {
  legend: ReactNode
  hint?: ReactNode
  /** Radio buttons for one of them, checkboxes for any. */
  type: 'radio' | 'checkbox'
  name: string
  isRequired?: boolean
  options: readonly {
    readonly value: string
    readonly label: ReactNode
    readonly note?: ReactNode
    readonly isChosen?: boolean
    readonly name?: string
  }[]
}

/** A choice among a few things that all want to be seen, each with a line about it. */
export function CheckList({ legend, hint, type, name, isRequired = false, options }: CheckListProps) {
  return (
    <fieldset className="check-list">
      <legend>{legend}</legend>
      {hint === undefined ? null : <p className="field-hint">{hint}</p>}
      {options.map((option) => (
        <label key={`${option.name ?? name} ${option.value}`} className="check">
          <input
            type={type}
            name={option.name ?? name}
            value={option.value}
            defaultChecked={option.isChosen}
            required={isRequired && type === 'radio'}
          />
          <span>
            {option.label}
            {option.note === undefined ? null : <span className="cell-note">{option.note}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
