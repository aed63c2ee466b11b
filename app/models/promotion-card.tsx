import { Form } from '@remix-run/react'
import type { ModelVersionView } from '#shared/contracts/models.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { modelVersionAddress } from './model-address.ts'
import { verdictWords } from './verdict-words.ts'

interface PromotionCardProps {
  version: ModelVersionView
  isBusy: boolean
  error: string | undefined
}

/** Asks once more before another version makes the predictions, and says what that comes to. */
export function PromotionCard({ version, isBusy, error }: PromotionCardProps) {
  const { kind, version: number, name, state, verdict } = version
  return (
    <Card title={state === 'retired' ? `Go back to ${name}?` : `Take ${name} into use?`} id="promotion">
      <div className="stack">
        {error === undefined ? null : (
          <Notice tone="bad">
            <p>{error}</p>
          </Notice>
        )}
        {state === 'rejected' ? (
          <Notice tone="warn">
            <p>The comparison spoke against it: {verdictWords(verdict)}</p>
          </Notice>
        ) : null}
        <ul className="bullets">
          <li>From then on {name} makes the predictions, whatever the comparison said.</li>
          <li>The predictions of everybody are then made anew; that goes on in the background.</li>
          <li>The version in use now is kept, so that you can go back to it.</li>
        </ul>
        <Form method="post" className="row">
          <Button type="submit" name="intent" value="promote" look="primary" disabled={isBusy}>
            {state === 'retired' ? `Go back to ${name}` : `Take ${name} into use`}
          </Button>
          <ButtonLink to={modelVersionAddress(kind, number)} look="quiet">
            Leave it as it is
          </ButtonLink>
        </Form>
      </div>
    </Card>
  )
}
