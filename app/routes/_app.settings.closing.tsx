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
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { TextField } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { forgetTokens } from '../session/session-cookie.server.ts'
import { useMay } from '../session/use-session.ts'

export const meta: MetaFunction = () => [{ title: 'Suspend or delete · Patron' }]

/** A suspended shop shows nothing any more, its settings neither; it can be resumed all the same. */
export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const session = expectSuccess(await api.getCurrentSession(), args.request)
  const shop = await api.getTenant()
  const isSuspended = !shop.ok && shop.failure.status === 403
  if (!isSuspended) expectSuccess(shop, args.request)
  return { name: session.tenant.name, isSuspended }
}

/** `intent` is "suspend", "resume" or "delete"; the last wants the name typed, and signs out. */
export async function action(args: ActionFunctionArgs) {
  const { request, context } = args
  const form = await request.formData()
  const api = await apiClient(args)
  const intent = form.get('intent')
  if (intent !== 'delete') {
    const answer = await api.updateTenantStatus(intent === 'suspend' ? 'suspended' : 'active')
    return answer.ok ? redirect('/settings/closing') : formRefusal(answer.failure, request)
  }
  const { tenant } = expectSuccess(await api.getCurrentSession(), request)
  const typed = String(form.get('name') ?? '').trim()
  if (typed !== tenant.name)
    return refusedFor('The name is another.', { name: `Type ${tenant.name}, just so.` })
  const answer = await api.deleteTenant(typed)
  if (!answer.ok) return formRefusal(answer.failure, request)
  return redirect('/login', {
    headers: { 'Set-Cookie': await forgetTokens(request, context.cloudflare.env) },
  })
}

export default function ClosingPage() {
  const { name, isSuspended } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  const isBusy = useNavigation().state === 'submitting'
  const mayClose = useMay('tenant:close')
  return (
    <>
      <PageHeader title="Suspend or delete" lead={name} />
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      {isSuspended ? <Notice tone="warn">{name} is suspended.</Notice> : null}
      {mayClose ? null : <Notice>Only an owner of the shop can do this.</Notice>}
      <Card title={isSuspended ? 'Resume' : 'Suspend'}>
        <Form method="post" className="form">
          <p>
            {isSuspended
              ? 'From then on, it takes and shows everything again. What was sent to it meanwhile was refused.'
              : 'Nothing that is sent to it is taken any more, and nobody sees anything in it, until an owner resumes it here. Its data stays.'}
          </p>
          <div className="row">
            <Button
              type="submit"
              name="intent"
              value={isSuspended ? 'resume' : 'suspend'}
              disabled={isBusy || !mayClose}
            >
              {isSuspended ? 'Resume the shop' : 'Suspend the shop'}
            </Button>
          </div>
        </Form>
      </Card>
      <Card title="Delete">
        <div className="stack">
          <ul className="bullets">
            <li>Every customer, order, event, file, key and account of {name} is deleted.</li>
            <li>From now on, nothing that is sent to it is taken, and nobody can sign in to it.</li>
            <li>It takes a while, goes on by itself, and cannot be taken back.</li>
          </ul>
          <Form method="post" className="form">
            <TextField
              label={`To delete it, type its name: ${name}`}
              name="name"
              required
              autoComplete="off"
              error={refused?.errors.name}
            />
            <div className="row">
              <Button type="submit" name="intent" value="delete" disabled={isBusy || !mayClose}>
                Delete the shop for good
              </Button>
            </div>
          </Form>
        </div>
      </Card>
    </>
  )
}
