import { Form, useNavigation } from '@remix-run/react'
import type { ReviewDetail } from '#shared/contracts/identity.ts'
import { strongestFirst } from '#shared/identity/identifier-words.ts'
import { Button } from '../components/button.tsx'
import { CheckList } from '../components/check-list.tsx'
import { SelectField, TextArea } from '../components/field.tsx'
import { countOf } from '../format/format-number.ts'
import { IdentifierChoice } from '../identity/identifier-choice.tsx'
import { decisionFields, splitField } from './decision-fields.ts'

export interface NamedSide {
  readonly customerId: string
  readonly title: string
  readonly identifiers: readonly string[]
}

interface DecisionFormProps {
  review: ReviewDetail
  /** The review's customers as they are now. */
  sides: readonly NamedSide[]
}

const noteMaxLength = 1_000

/** What a person decides: first which decision, then what belongs to it, then one button. */
export function DecisionForm({ review, sides }: DecisionFormProps) {
  const isBusy = useNavigation().state !== 'idle'
  const canMerge = sides.length > 1
  const canSplit = sides.some((side) => side.identifiers.length > 1)
  const isShared = review.reason === 'shared-identifier'
  const options = [
    { value: 'merge', label: 'One person', note: 'Merge them into one customer.', isOffered: canMerge },
    {
      value: 'keep-apart',
      label: canMerge ? 'Different people' : 'Leave it as it is',
      note: canMerge ? 'Keep them apart, for good.' : 'Nothing changes, and the question is closed.',
      isOffered: true,
    },
    {
      value: 'split',
      label: 'Two people in one customer',
      note: 'Take identifiers out, into a customer of their own.',
      isOffered: canSplit,
    },
    {
      value: 'not-shared',
      label: 'Not shared after all',
      note: 'The identifier is one person’s, and names them again.',
      isOffered: isShared,
    },
  ].filter((option) => option.isOffered)
  return (
    <Form method="post" className="form decision">
      <input type="hidden" name="intent" value="decide" />
      <input type="hidden" name="basis" value={review.basis} />
      <CheckList
        legend="What is true?"
        type="radio"
        name={decisionFields.decision}
        options={options}
        isRequired
      />
      {canMerge ? <MergeFields sides={sides} /> : null}
      {canSplit ? <SplitFields review={review} sides={sides} /> : null}
      <TextArea
        label="Note"
        hint="Why, for whoever reads this later. May be left out."
        name={decisionFields.note}
        maxLength={noteMaxLength}
      />
      <div className="row">
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? 'Deciding…' : 'Decide'}
        </Button>
      </div>
    </Form>
  )
}

/** Seen while "One person" is chosen; see identity.css. */
function MergeFields({ sides }: { sides: readonly NamedSide[] }) {
  return (
    <div className="form decision-merge">
      {sides.length === 2 ? (
        sides.map(({ customerId }) => (
          <input key={customerId} type="hidden" name={decisionFields.customer} value={customerId} />
        ))
      ) : (
        <CheckList
          legend="Which of them are one person?"
          type="checkbox"
          name={decisionFields.customer}
          options={sides.map(({ customerId, title }) => ({
            value: customerId,
            label: title,
            isChosen: true,
          }))}
        />
      )}
      <SelectField label="Which one stays?" name={decisionFields.survivor} hint="It keeps its id.">
        <option value="">The oldest one</option>
        {sides.map(({ customerId, title }) => (
          <option key={customerId} value={customerId}>
            {title}
          </option>
        ))}
      </SelectField>
    </div>
  )
}

/** Seen while "Two people in one customer" is chosen. The first group that was found is ticked to begin with. */
function SplitFields({ review, sides }: DecisionFormProps) {
  const [first] = review.proposedSplits
  const groupOf = (customerId: string, identifier: string) =>
    review.proposedSplits.findIndex(
      (group) => group.customerId === customerId && group.identifiers.includes(identifier),
    )
  return (
    <div className="form decision-split">
      {review.proposedSplits.length === 0 ? null : (
        <p className="field-hint">
          {countOf(review.proposedSplits.length, 'group')} of identifiers never came together with the rest.
          The first is ticked.
        </p>
      )}
      {sides
        .filter((side) => side.identifiers.length > 1)
        .map(({ customerId, title, identifiers }) => (
          <IdentifierChoice
            key={customerId}
            legend={`Take out of ${title}`}
            name={splitField(customerId)}
            identifiers={strongestFirst(identifiers)}
            chosen={new Set(first?.customerId === customerId ? first.identifiers : [])}
            noteOf={(identifier) => {
              const group = groupOf(customerId, identifier)
              return group === -1 ? undefined : `Group ${group + 1}`
            }}
          />
        ))}
    </div>
  )
}
