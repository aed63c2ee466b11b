import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { permissions } from '#shared/access/permissions.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { formRefusal } from '../api/form-refusal.server.ts'
import { keyRoleWords, keyStatuses } from '../api-keys/key-words.ts'
import { Badge } from '../components/badge.tsx'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { useMay, useTimeZone } from '../session/use-session.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.apiKey.label ?? 'API key'} · Patron` },
]

export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const { apiKeys } = expectSuccess(await api.listApiKeys(), args.request)
  const apiKey = apiKeys.find(({ keyId }) => keyId === args.params.keyId)
  if (apiKey === undefined) throw data(null, { status: 404 })
  return { apiKey }
}

/** Revokes the key. */
export async function action(args: ActionFunctionArgs) {
  const api = await apiClient(args)
  const answer = await api.revokeApiKey(args.params.keyId ?? '')
  return answer.ok ? redirect('/settings/api-keys?revoked=yes') : formRefusal(answer.failure, args.request)
}

export default function ApiKeyPage() {
  const { apiKey } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  const mayRevoke = useMay('api-keys:manage')
  const { name, tone } = keyStatuses[apiKey.status]
  return (
    <>
      <WhereItIs trail={[{ to: '/settings/api-keys', label: 'All keys' }]} />
      <PageHeader title={apiKey.label} lead={keyRoleWords(apiKey)}>
        <Badge tone={tone}>{name}</Badge>
      </PageHeader>
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      <Card title="The key">
        <KeyFacts />
      </Card>
      {mayRevoke && apiKey.status === 'active' ? (
        <Card title="Revoke it">
          <Form method="post" className="form">
            <ul className="bullets">
              <li>Within seconds, everything that is sent with it is refused.</li>
              <li>What came with it stays. It cannot be taken back: make a new key instead.</li>
            </ul>
            <div className="row">
              <Button type="submit" look="primary">
                Revoke {apiKey.label}
              </Button>
              <ButtonLink to="/settings/api-keys" look="quiet">
                Keep it
              </ButtonLink>
            </div>
          </Form>
        </Card>
      ) : null}
    </>
  )
}

function KeyFacts() {
  const { apiKey } = useLoaderData<typeof loader>()
  const timeZone = useTimeZone()
  const momentOf = (moment: string | null, none: string) =>
    moment === null ? none : formatMoment(moment, timeZone)
  const facts: readonly (readonly [string, string])[] = [
    ['Begins with', apiKey.keyId],
    ['Made', `${momentOf(apiKey.createdAt, '')}${apiKey.createdBy === '' ? '' : ` by ${apiKey.createdBy}`}`],
    ['Last used', momentOf(apiKey.lastUsedAt, 'Never')],
    ['Ends', momentOf(apiKey.expiresAt, 'Never')],
    ...(apiKey.revokedAt === null ? [] : [['Revoked', momentOf(apiKey.revokedAt, '')] as const]),
    ...(apiKey.role === 'write'
      ? [
          ['Connection', apiKey.connectionId] as const,
          ['Only from these pages', apiKey.allowedOrigins?.join(', ') ?? 'From any page'] as const,
        ]
      : []),
  ]
  return (
    <dl className="definition-list">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="value">{value}</dd>
        </div>
      ))}
      {apiKey.scopes === null ? null : (
        <div>
          <dt>Only this</dt>
          <dd>
            <ul className="bullets">
              {apiKey.scopes.map((scope) => (
                <li key={scope}>{permissions[scope]}</li>
              ))}
            </ul>
          </dd>
        </div>
      )}
    </dl>
  )
}
