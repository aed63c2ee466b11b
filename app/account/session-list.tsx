import { Form } from '@remix-run/react'
import type { AccountSession } from '#shared/contracts/accounts.ts'
import { Badge } from '../components/badge.tsx'
import { Button } from '../components/button.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'
import { deviceWords } from './device-words.ts'

const methods: Readonly<Record<AccountSession['method'], string>> = {
  password: 'by password',
  'password-and-code': 'by password and code',
  provider: 'through the company sign-in',
}

interface SessionListProps {
  sessions: readonly AccountSession[]
  /** Whether each but the present one has a button that ends it. */
  withEnd: boolean
}

/** Where somebody is signed in. */
export function SessionList({ sessions, withEnd }: SessionListProps) {
  const timeZone = useTimeZone()
  if (sessions.length === 0) return <p className="quiet">Signed in nowhere.</p>
  return (
    <ul className="request-list">
      {sessions.map(({ sessionId, isCurrent, method, userAgent, createdAt, lastUsedAt }) => (
        <li key={sessionId} className="session">
          <div>
            <p className="row">
              <strong>{deviceWords(userAgent)}</strong>
              {isCurrent ? <Badge tone="accent">This one</Badge> : null}
            </p>
            <p className="small quiet">
              Signed in {formatMoment(createdAt, timeZone)} {methods[method]} · last seen{' '}
              {formatMoment(lastUsedAt, timeZone)}
            </p>
          </div>
          {withEnd && !isCurrent ? (
            <Form method="post">
              <input type="hidden" name="sessionId" value={sessionId} />
              <Button type="submit" name="intent" value="end-session" small>
                End<span className="visually-hidden"> {deviceWords(userAgent)}</span>
              </Button>
            </Form>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
