import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { formRefusal, refusedFor } from '../api/form-refusal.server.ts'
import { NewKeyForm } from '../api-keys/new-key-form.tsx'
import { readKeyForm } from '../api-keys/read-key-form.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { CopyText } from '../connections/copy-text.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'

export const meta: MetaFunction = () => [{ title: 'New API key · Patron' }]

/** `?connection=` names the connection whose events the key is to send. */
export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const { grantableRoles, grantableScopes } = expectSuccess(await api.listApiKeys(), args.request)
  const connectionId = new URL(args.request.url).searchParams.get('connection') ?? ''
  return { grantable: { grantableRoles, grantableScopes }, connectionId }
}

/** Makes a key. It is in this answer and in no other. */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const form = await request.formData()
  const api = await apiClient(args)
  const grantable = expectSuccess(await api.listApiKeys(), request)
  const texts = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
  const newKey = readKeyForm(form, grantable)
  if (newKey === undefined) return refusedFor('Choose a role that you may give.', {}, texts)
  const answer = await api.createApiKey(newKey)
  if (answer.ok) return { made: answer.value }
  return formRefusal(answer.failure, request, texts)
}

export default function NewApiKeyPage() {
  const { grantable, connectionId } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <WhereItIs trail={[{ to: '/settings/api-keys', label: 'All keys' }]} />
      <PageHeader title="New API key" />
      {answer && 'made' in answer ? (
        <Card title={`${answer.made.apiKey.label} is made`}>
          <div className="stack">
            <Notice tone="warn">
              <p>Copy it now: it is shown this once, and cannot be found out from Patron later.</p>
            </Notice>
            <CopyText label="Key, shown this once" text={answer.made.key} />
            <p>
              <ButtonLink to="/settings/api-keys" look="primary">
                I have copied it
              </ButtonLink>
            </p>
          </div>
        </Card>
      ) : (
        <Card title="The key">
          <NewKeyForm grantable={grantable} connectionId={connectionId} refused={answer?.refused} />
        </Card>
      )}
    </>
  )
}
