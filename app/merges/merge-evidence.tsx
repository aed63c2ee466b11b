import type { MergeView } from '#shared/contracts/identity.ts'
import { IdentifierWords } from '../identity/identifier-text.tsx'
import { mergeRules } from '../identity/identity-wording.ts'

/** Why two customers became one, with the event and the identifiers one click away. */
export function MergeEvidence({ merge }: { merge: MergeView }) {
  const { name, sentence } = mergeRules[merge.rule]
  return (
    <details>
      <summary className="order-summary">
        {name}
        <span className="visually-hidden">: evidence</span>
      </summary>
      <div className="evidence">
        <p>{sentence}</p>
        {merge.eventKey === null ? null : (
          <p>
            Event <span className="mono">{merge.eventKey}</span>
          </p>
        )}
        {merge.identifiers.length === 0 ? null : <IdentifierWords identifiers={merge.identifiers} />}
        <p className="quiet">Rules version {merge.ruleVersion}</p>
      </div>
    </details>
  )
}
