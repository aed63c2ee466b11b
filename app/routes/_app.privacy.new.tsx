import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { formRefusal, refusedFor } from '../api/form-refusal.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CheckList } from '../components/check-list.tsx'
import { TextArea, TextField } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { customerAddress } from '../identity/addresses.ts'
import { findPerson } from '../privacy/find-person.server.ts'
import { newRequestKinds } from '../privacy/new-request-kinds.ts'
import { requestPrivacy } from '../privacy/request-privacy.server.ts'

export const meta: MetaFunction = () => [{ title: 'New request · Patron' }]

/** `?kind=` and `?person=` (an e-mail, a phone number, `type:value` or an id) lead to the second step. */
export async function loader(args: LoaderFunctionArgs) {
  const { searchParams } = new URL(args.request.url)
  const written = (searchParams.get('person') ?? '').trim()
  const kind = newRequestKinds.find((each) => each.kind === searchParams.get('kind'))
  const api = await apiClient(args)
  const person = written === '' ? undefined : await findPerson(api, written, args.request)
  return { written, kind, person }
}

/** Does what was shown. */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const kind = newRequestKinds.find((each) => each.kind === text('kind'))
  if (kind === undefined || text('customerId') === '') return refusedFor('Choose a request and a person.')
  const api = await apiClient(args)
  const answer = await requestPrivacy(api, kind.kind, text('customerId'), text('note'))
  return answer.ok ? redirect(answer.value) : formRefusal(answer.failure, request, { note: text('note') })
}

export default function NewRequestPage() {
  const { kind, person } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: '/privacy', label: 'All requests' }]} />
      <PageHeader
        title="New request"
        lead="That somebody made by letter, by telephone or in the shop. Make sure first that it is them."
      />
      {kind !== undefined && person !== undefined ? <Decision /> : <Choice />}
    </div>
  )
}

/** Step 1: who, and what. */
function Choice() {
  const { written, kind } = useLoaderData<typeof loader>()
  return (
    <Card title="Who asks for what?">
      <Form className="form" action="/privacy/new" key={written}>
        <TextField
          label="Customer"
          hint="An e-mail, a phone number with its country, or the id of the customer"
          name="person"
          required
          maxLength={300}
          autoComplete="off"
          defaultValue={written}
          error={written === '' || kind === undefined ? undefined : 'Nobody is known by that.'}
        />
        <CheckList
          legend="Request"
          type="radio"
          name="kind"
          isRequired
          options={newRequestKinds.map((each) => ({
            value: each.kind,
            label: each.label,
            note: each.about,
            isChosen: each.kind === kind?.kind,
          }))}
        />
        <div className="row">
          <Button type="submit" look="primary">
            Show what it comes to
          </Button>
        </div>
      </Form>
    </Card>
  )
}

/** Step 2: what it comes to, and the button. */
function Decision() {
  const { kind, person } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  const isBusy = useNavigation().state === 'submitting'
  if (kind === undefined || person === undefined) return null
  return (
    <Card title={`${kind.label}: ${person.displayName}`}>
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      <Form method="post" className="form">
        <input type="hidden" name="kind" value={kind.kind} />
        <input type="hidden" name="customerId" value={person.id} />
        <p>
          <Link to={customerAddress(person.id)}>See the customer</Link>, to be sure that it is the right one.
        </p>
        <ul className="bullets">
          {kind.consequences.map((consequence) => (
            <li key={consequence}>{consequence}</li>
          ))}
        </ul>
        {kind.kind === 'correction' ? (
          <TextArea
            label="What is wrong, in the person's words"
            name="note"
            required
            rows={5}
            maxLength={2000}
            defaultValue={refused?.texts.note}
            error={refused?.errors['wish/note']}
          />
        ) : null}
        <div className="row">
          <Button type="submit" look="primary" disabled={isBusy}>
            {kind.button}
          </Button>
          <ButtonLink to="/privacy/new" look="quiet">
            Cancel
          </ButtonLink>
        </div>
      </Form>
    </Card>
  )
}
