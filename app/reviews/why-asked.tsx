import type { ReviewView } from '#shared/contracts/identity.ts'
import { Card } from '../components/card.tsx'
import { Definition } from '../components/definition.tsx'
import { IdentifierWords } from '../identity/identifier-text.tsx'
import { reviewReasons } from '../identity/identity-wording.ts'
import { formatBits, weightSentence } from '../identity/match-weight.ts'
import { ContributionTable } from './contribution-table.tsx'

/** Why a person is asked: the event and identifiers behind the question, or what the matcher found. */
export function WhyAsked({ review }: { review: ReviewView }) {
  const { eventKey, identifiers, matchWeight, contributions } = review
  return (
    <Card
      title="Why it is asked"
      note={matchWeight === null ? undefined : `match weight ${formatBits(matchWeight)}`}
    >
      <div className="evidence">
        <p>{reviewReasons[review.reason].sentence}</p>
        {matchWeight === null ? null : <p>{weightSentence(matchWeight)}</p>}
        {eventKey === null ? null : (
          <p>
            Event <span className="mono">{eventKey}</span>
            {identifiers.length === 0 ? null : ' carried:'}
          </p>
        )}
        {identifiers.length === 0 ? null : <IdentifierWords identifiers={identifiers} />}
        {contributions.length === 0 ? null : (
          <>
            <ContributionTable contributions={contributions} />
            <Definition subject="Match weight">
              <p>
                Each field adds the logarithm (base 2) of how much likelier what was found is for one person
                than for two strangers: +1 bit is twice as likely, −1 bit half as likely.
              </p>
            </Definition>
          </>
        )}
      </div>
    </Card>
  )
}
