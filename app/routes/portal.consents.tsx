import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { formRefusal } from '../api/form-refusal.server.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { EmptyState } from '../components/states.tsx'
import { formatDate } from '../format/format-moment.ts'
import { changedStatements, wordingVersion } from '../portal/consent-choices.ts'
import { ConsentForm } from '../portal/consent-form.tsx'
import { useTimeZone } from '../session/use-session.ts'

const path = '/portal/consents'

export const meta: MetaFunction = () => [{ title: 'My choices' }]

/** `?saved=yes` says that what was chosen is in force. */
export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  return expectSuccess(await api.getOwnData(), args.request)
}

/** `intent` is "save", "restrict" or "lift". */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const form = await request.formData()
  const api = await apiClient(args)
  const intent = form.get('intent')
  const { customer } = expectSuccess(await api.getOwnData(), request)
  const statements =
    intent === 'save'
      ? changedStatements(form, customer?.consents ?? [])
      : [{ purpose: 'processing' as const, channel: null, isGranted: intent === 'lift' }]
  if (statements.length === 0) return redirect(`${path}?saved=yes`)
  const answer = await api.updateOwnConsents({ statements, textVersion: wordingVersion })
  return answer.ok ? redirect(`${path}?saved=yes`) : formRefusal(answer.failure, request)
}

export default function ConsentsPage() {
  const { shop, customer, privacy } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  const isSaved = useSearchParams()[0].get('saved') === 'yes'
  return (
    <div className="stack">
      <PageHeader
        title="Your choices"
        lead={`What ${shop} may use your data for. You can change your mind at any time; it holds from then on.`}
      />
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      {isSaved && refused === undefined ? <Notice tone="good">Saved. It holds from now on.</Notice> : null}
      {customer === null ? (
        <Card title="Nothing to decide">
          <EmptyState title={`${shop} knows nothing about you`} icon="check">
            Once something is known under your address, you decide here what it may be used for.
          </EmptyState>
        </Card>
      ) : (
        <>
          <ConsentForm consents={customer.consents} />
          <Restriction restrictedAt={privacy?.restrictedAt ?? null} />
        </>
      )}
    </div>
  )
}

/** Art. 18: the data is kept and not used. */
function Restriction({ restrictedAt }: { restrictedAt: string | null }) {
  const timeZone = useTimeZone()
  const isRestricted = restrictedAt !== null
  return (
    <Card title="Keep my data, but do not use it">
      <Form method="post" className="form">
        <p>
          {isRestricted
            ? `Since ${formatDate(restrictedAt, timeZone)} your data is kept and not used for anything: no messages, nothing predicted, nothing passed on.`
            : 'For when you doubt that it is right, say, or need it to be kept for a claim. You get no messages, nothing is predicted about you, and nothing is passed on, until you say otherwise.'}
        </p>
        <div className="row">
          <Button type="submit" name="intent" value={isRestricted ? 'lift' : 'restrict'}>
            {isRestricted ? 'Let the shop use my data again' : 'Stop using my data'}
          </Button>
        </div>
      </Form>
    </Card>
  )
}
