import type { ReactNode } from 'react'
import type { CustomerView } from '#shared/contracts/customers.ts'
import { consentWords } from '#shared/customers/consent-words.ts'
import { Badge } from '../components/badge.tsx'
import { Card } from '../components/card.tsx'
import { formatDate } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'
import { mayNotProfile } from './privacy-words.ts'

/** What the person allows and refuses, and whether the data may be used at all. */
export function PrivacyCard({ customer, children }: { customer: CustomerView; children?: ReactNode }) {
  const { consents, privacy } = customer
  const timeZone = useTimeZone()
  const said = consents.filter(({ purpose }) => purpose !== 'processing')
  return (
    <Card title="Consents and privacy">
      <div className="stack">
        <p className="row badges">
          {privacy.restrictedAt === null ? null : (
            <Badge tone="bad">Restricted since {formatDate(privacy.restrictedAt, timeZone)}</Badge>
          )}
          {privacy.reason === null ? (
            <Badge tone="good">May be profiled</Badge>
          ) : (
            <Badge tone="warn">{mayNotProfile[privacy.reason]}</Badge>
          )}
        </p>
        {said.length === 0 ? (
          <p className="quiet">Nothing was said about consent yet.</p>
        ) : (
          <dl className="figure-list">
            {said.map(({ purpose, channel, isGranted, since, source }) => (
              <div key={`${purpose} ${channel}`}>
                <dt>{consentWords(purpose, channel)}</dt>
                <dd>
                  <Badge tone={isGranted ? 'good' : 'bad'}>{isGranted ? 'Yes' : 'No'}</Badge>
                </dd>
                <dd className="rule">
                  {source}, {formatDate(since, timeZone)}
                </dd>
              </div>
            ))}
          </dl>
        )}
        {children}
      </div>
    </Card>
  )
}
