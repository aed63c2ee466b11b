import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { formRefusal, refusedFor } from '../api/form-refusal.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CheckList } from '../components/check-list.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { countOf } from '../format/format-number.ts'
import { forgetTokens } from '../session/session-cookie.server.ts'

const path = '/portal/erasure'

export const meta: MetaFunction = () => [{ title: 'Have my data forgotten' }]

/** `?step=decide` is the second step: the one with the button. */
export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const { shop, email, customer } = expectSuccess(await api.getOwnData(), args.request)
  return {
    shop,
    email,
    orderCount: customer?.features.orderCount ?? 0,
    eventCount: customer?.features.eventCount ?? 0,
    isDeciding: new URL(args.request.url).searchParams.get('step') === 'decide',
  }
}

/** Forgets the person, and with that who is signed in. */
export async function action(args: ActionFunctionArgs) {
  const { request, context } = args
  const form = await request.formData()
  if (form.get('isUnderstood') !== 'yes') {
    return refusedFor('Say that you understand that it cannot be taken back.')
  }
  const api = await apiClient(args)
  const answer = await api.requestOwnErasure(form.get('mode') === 'suppress' ? 'suppress' : 'delete')
  if (!answer.ok) return formRefusal(answer.failure, request)
  return redirect(`/forgotten?request=${encodeURIComponent(answer.value.requestId)}`, {
    headers: { 'Set-Cookie': await forgetTokens(request, context.cloudflare.env) },
  })
}

export default function ErasurePage() {
  const { isDeciding } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: '/portal', label: 'My data' }]} />
      {isDeciding ? <Decision /> : <Consequences />}
    </div>
  )
}

function Consequences() {
  const { shop, email, orderCount, eventCount } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title="Have my data forgotten" lead="Step 1 of 2: what it comes to." />
      <Card title="What is deleted">
        <div className="stack">
          <ul className="bullets">
            <li>
              Everything {shop} knows here about {email}: {countOf(orderCount, 'order')} and{' '}
              {countOf(eventCount, 'visit, message or other event', 'visits, messages and other events')},
              with your names, addresses and numbers.
            </li>
            <li>Your account here, so you are signed out and cannot sign in any more.</li>
            <li>What was passed on to other systems of the shop: they are told to delete it too.</li>
          </ul>
          <p>
            It cannot be taken back. The shop may have to keep invoices elsewhere, as tax law wants. If you
            only want no more messages, <a href="/portal/consents">say no to them</a> instead; if you want a
            copy first, <a href="/portal/requests">download it</a>.
          </p>
          <div className="row">
            <ButtonLink to={`${path}?step=decide`} look="primary">
              Go on
            </ButtonLink>
            <ButtonLink to="/portal" look="quiet">
              Keep my data
            </ButtonLink>
          </div>
        </div>
      </Card>
    </>
  )
}

function Decision() {
  const { shop } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  const isBusy = useNavigation().state === 'submitting'
  return (
    <>
      <PageHeader title="Have my data forgotten" lead="Step 2 of 2: your decision." />
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      <Card title="How far should it go?">
        <Form method="post" action={`${path}?step=decide`} className="form">
          <CheckList
            legend="What happens afterwards"
            type="radio"
            name="mode"
            isRequired
            options={[
              {
                value: 'delete',
                label: 'Forget what is known up to now',
                note: `If you shop at ${shop} again, you begin as a new customer.`,
                isChosen: true,
              },
              {
                value: 'suppress',
                label: 'Forget it, and take nothing new',
                note: 'New data under your addresses and numbers is not taken either. To know them, only unreadable marks of them are kept.',
              },
            ]}
          />
          <CheckList
            legend="So that nobody does it by accident"
            type="checkbox"
            name="isUnderstood"
            options={[{ value: 'yes', label: 'I understand that it cannot be taken back' }]}
          />
          <div className="row">
            <Button type="submit" look="primary" disabled={isBusy}>
              {isBusy ? 'Deleting…' : 'Delete my data for good'}
            </Button>
            <ButtonLink to="/portal" look="quiet">
              Keep my data
            </ButtonLink>
          </div>
        </Form>
      </Card>
    </>
  )
}
