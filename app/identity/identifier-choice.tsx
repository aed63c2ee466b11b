import type { ReactNode } from 'react'
import { identifierTypeName, identifierValue, parseIdentifier } from '#shared/identity/identifier-words.ts'
import { CheckList } from '../components/check-list.tsx'

interface IdentifierChoiceProps {
  legend: ReactNode
  hint?: ReactNode
  name: string
  identifiers: readonly string[]
  /** Those that are ticked to begin with. */
  chosen: ReadonlySet<string>
  noteOf?(identifier: string): ReactNode
}

/** Identifiers of one customer to choose from. */
export function IdentifierChoice({ legend, hint, name, identifiers, chosen, noteOf }: IdentifierChoiceProps) {
  return (
    <CheckList
      legend={legend}
      hint={hint}
      type="checkbox"
      name={name}
      options={identifiers.map((identifier) => ({
        value: identifier,
        label: (
          <>
            {identifierTypeName(parseIdentifier(identifier).type)}{' '}
            <span className="mono">{identifierValue(identifier)}</span>
          </>
        ),
        note: noteOf?.(identifier),
        isChosen: chosen.has(identifier),
      }))}
    />
  )
}
