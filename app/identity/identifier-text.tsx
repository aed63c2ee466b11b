import { identifierTypeName, identifierValue, parseIdentifier } from '#shared/identity/identifier-words.ts'

/** Identifiers, each with its type in words. */
export function IdentifierWords({ identifiers }: { identifiers: readonly string[] }) {
  return (
    <ul>
      {identifiers.map((identifier) => (
        <li key={identifier}>
          {identifierTypeName(parseIdentifier(identifier).type)}{' '}
          <span className="mono">{identifierValue(identifier)}</span>
        </li>
      ))}
    </ul>
  )
}
