import { Form, useNavigation } from '@remix-run/react'
import type { ConsentsView } from '#shared/contracts/customers.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { formatDate } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'
import { type ConsentChoice, choiceName, consentGroups, inForce } from './consent-choices.ts'
import { sourceWords } from './source-words.ts'

/** Yes or no to each thing; what nobody has said anything about stays open. */
export function ConsentForm({ consents }: { consents: ConsentsView }) {
  const isBusy = useNavigation().formData?.get('intent') === 'save'
  return (
    <Form method="post" className="form">
      {consentGroups.map(({ title, yes, no, choices }) => (
        <Card key={title} title={title}>
          <div className="choices">
            <p className="small quiet">
              {yes}
              <br />
              {no}
            </p>
            {choices.map((choice) => (
              <Choice key={choiceName(choice)} choice={choice} said={inForce(consents, choice)} />
            ))}
          </div>
        </Card>
      ))}
      <div className="row">
        <Button type="submit" look="primary" name="intent" value="save" disabled={isBusy}>
          {isBusy ? 'Saving…' : 'Save my choices'}
        </Button>
      </div>
    </Form>
  )
}

function Choice({ choice, said }: { choice: ConsentChoice; said: ConsentsView[number] | undefined }) {
  const timeZone = useTimeZone()
  const name = choiceName(choice)
  return (
    <fieldset className="choice">
      <legend>
        {choice.label}
        <span className="cell-note">
          {said === undefined
            ? 'Not said yet'
            : `Since ${formatDate(said.since, timeZone)}, from ${sourceWords(said.source)}`}
        </span>
      </legend>
      <div className="yes-no">
        {(['yes', 'no'] as const).map((answer) => (
          <label key={answer}>
            <input
              type="radio"
              name={name}
              value={answer}
              defaultChecked={said !== undefined && said.isGranted === (answer === 'yes')}
            />
            <span>{answer === 'yes' ? 'Yes' : 'No'}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
