import { Form } from '@remix-run/react'
import type { PrivacyRequestDetail } from '#shared/contracts/privacy.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Icon } from '../components/icon.tsx'
import { formatDate } from '../format/format-moment.ts'
import { useMay, useTimeZone } from '../session/use-session.ts'

interface AnswerCardProps {
  request: PrivacyRequestDetail
  nowMs: number
}

/** What can be done about a request: fetch what was put together, or answer it. Nothing when there is nothing to do. */
export function AnswerCard({ request, nowMs }: AnswerCardProps) {
  const timeZone = useTimeZone()
  const mayAnswer = useMay('privacy:manage')
  const { requestId, kind, status, resultUntil, wish } = request
  if (!mayAnswer) return null
  if (kind === 'export' && status === 'done' && resultUntil !== null) {
    if (Date.parse(resultUntil) < nowMs) {
      return (
        <Card title="Result">
          <p className="quiet">It could be fetched for a week, and is deleted.</p>
        </Card>
      )
    }
    const address = `/v1/privacy/requests/${encodeURIComponent(requestId)}/result`
    return (
      <Card title="Result" note={`there until ${formatDate(resultUntil, timeZone)}`}>
        <p className="row">
          <a className="button" href={`${address}.html`} download={`export-${requestId}.html`}>
            <Icon name="download" />
            To read
          </a>
          <a className="button" href={`${address}.json`} download={`export-${requestId}.json`}>
            <Icon name="download" />
            For programs (JSON)
          </a>
        </p>
      </Card>
    )
  }
  if (status !== 'open') return null
  return (
    <Card title="Answer it">
      <Form method="post" className="form">
        <p>{explanation(kind, wish !== null && Object.keys(wish.traits).length > 0)}</p>
        <div className="row">
          {kind === 'export' ? (
            <Button type="submit" look="primary" name="intent" value="export">
              Put it together now
            </Button>
          ) : (
            <Button type="submit" look="primary" name="intent" value="grant">
              {kind === 'correction' ? 'Correct it' : 'It is done'}
            </Button>
          )}
          {kind === 'correction' ? (
            <Button type="submit" name="intent" value="decline">
              Leave it as it is
            </Button>
          ) : null}
        </div>
      </Form>
    </Card>
  )
}

function explanation(kind: PrivacyRequestDetail['kind'], hasTraits: boolean): string {
  switch (kind) {
    case 'export':
      return 'Everything that is known is put together, and the request is done with that.'
    case 'correction':
      return hasTraits
        ? 'Correcting it notes the fields above with the customer; they win over what sources said before. Tell the person either way.'
        : 'There are only words: put right what they say first, then close it here. Tell the person either way.'
    case 'shop-erasure':
      return 'A shop that was connected has left and wants its data gone. Delete its connection first, and erase the customers that only it told of.'
    default:
      return 'Close it once the person has had their answer.'
  }
}
