import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { SelectField } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { connectionPath, connectionTitle } from '../connections/connection-address.ts'
import { CopyText } from '../connections/copy-text.tsx'
import { loadConnection, nameIn } from '../connections/load-connection.server.ts'
import { refusedForm } from '../connections/refused-form.server.ts'
import { SecretField } from '../connections/secret-field.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'

const keepChoices = [
  { hours: 0, label: 'Not at all: it is known to somebody' },
  { hours: 1, label: 'For an hour' },
  { hours: 24, label: 'For a day' },
  { hours: 168, label: 'For a week' },
]

export const meta: MetaFunction = () => [{ title: 'New secret · Patron' }]

export const loader = (args: LoaderFunctionArgs) => loadConnection(args)

/** Gives the connection another secret. One that is made here is in this answer and in no other. */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const form = await request.formData()
  const api = await apiClient(args)
  const secret = String(form.get('secret') ?? '').trim()
  const answer = await api.rotateSecret(nameIn(args.params), {
    keepOldHours: Number(form.get('keepOldHours') ?? 24),
    ...(secret !== '' && { secret }),
  })
  return answer.ok ? { made: answer.value } : refusedForm(answer.failure, form, request)
}

export default function SecretPage() {
  const { source, connection } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isBusy = useNavigation().state === 'submitting'
  const refused = answer && 'refused' in answer ? answer.refused : undefined
  const title = connectionTitle(connection)
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: connectionPath(connection), label: title }]} />
      <PageHeader
        title={`New secret of ${title}`}
        lead={`Deliveries of ${source.title} are signed with it. The new one is taken at once.`}
      />
      {answer && 'made' in answer ? (
        <NewSecret made={answer.made} />
      ) : (
        <Card title="Change it">
          {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
          <Form method="post" className="form">
            {source.secretOrigin === 'vendor' ? (
              <SecretField source={source} error={refused?.errors.secret} />
            ) : (
              <p>Patron makes the new secret and shows it once. Enter it at {source.title} right after.</p>
            )}
            <SelectField
              label="How long the old one is taken too"
              hint="So that no delivery on its way is refused"
              name="keepOldHours"
              defaultValue={24}
              error={refused?.errors.keepOldHours}
            >
              {keepChoices.map(({ hours, label }) => (
                <option key={hours} value={hours}>
                  {label}
                </option>
              ))}
            </SelectField>
            <div className="row">
              <Button type="submit" look="primary" disabled={isBusy}>
                Change the secret
              </Button>
              <ButtonLink to={connectionPath(connection)} look="quiet">
                Cancel
              </ButtonLink>
            </div>
          </Form>
        </Card>
      )}
    </div>
  )
}

type Made = Extract<Awaited<ReturnType<typeof action>>, { made: unknown }>['made']

function NewSecret({ made: { connection, secret, verifyToken } }: { made: Made }) {
  const timeZone = useTimeZone()
  return (
    <Card title="The new secret is in use">
      <div className="stack">
        {secret === null ? null : <CopyText label="Secret, shown this once" text={secret} />}
        {verifyToken === null ? null : <CopyText label="Verify token, shown this once" text={verifyToken} />}
        <p>
          {connection.oldSecretUntil === null
            ? 'The old one is not taken any more.'
            : `The old one is taken too until ${formatMoment(connection.oldSecretUntil, timeZone)}.`}
        </p>
        <p>
          <ButtonLink to={connectionPath(connection)} look="primary">
            Back to the connection
          </ButtonLink>
        </p>
      </div>
    </Card>
  )
}
