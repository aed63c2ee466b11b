import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import type { CustomerView } from '#shared/contracts/customers.ts'
import { plainText } from '#shared/kernel/plain-text.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { formRefusal, refusedFor } from '../api/form-refusal.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { TextArea, TextField } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { correctionFields, readCorrection } from '../portal/correction-fields.ts'

export const meta: MetaFunction = () => [{ title: 'Put it right' }]

export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const { shop, customer } = expectSuccess(await api.getOwnData(), args.request)
  return { shop, known: Object.fromEntries(knownTexts(customer)) }
}

function knownTexts(customer: CustomerView | null): Map<string, string> {
  return new Map((customer?.traits ?? []).map(({ name, value }) => [name, plainText(value)]))
}

/** Sends the shop what should be different. */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const form = await request.formData()
  const api = await apiClient(args)
  const { customer } = expectSuccess(await api.getOwnData(), request)
  const { wish, isEmpty } = readCorrection(form, knownTexts(customer))
  const texts = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
  if (isEmpty) return refusedFor('Change something, or write below what is wrong.', {}, texts)
  const answer = await api.requestOwnCorrection(wish)
  return answer.ok ? redirect('/portal?sent=correction') : formRefusal(answer.failure, request, texts)
}

export default function CorrectionPage() {
  const { shop, known } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  const isBusy = useNavigation().state === 'submitting'
  const shown = (name: string) => refused?.texts[name] ?? known[name] ?? ''
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: '/portal', label: 'My data' }]} />
      <PageHeader
        title="Put it right"
        lead={`Write it as it should be. ${shop} looks at it and has to answer within a month.`}
      />
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      <Card title="What should be different">
        <Form method="post" className="form">
          <div className="form-grid">
            {correctionFields.map(({ name, label, autoComplete }) => (
              <TextField
                key={name}
                label={label}
                name={name}
                maxLength={500}
                autoComplete={autoComplete}
                defaultValue={shown(name)}
                error={refused?.errors[`traits/${name}`]}
              />
            ))}
          </div>
          <TextArea
            label="Anything else that is wrong"
            name="note"
            rows={5}
            maxLength={2000}
            defaultValue={shown('note')}
            error={refused?.errors.note}
          />
          <div className="row">
            <Button type="submit" look="primary" disabled={isBusy}>
              Send to the shop
            </Button>
            <ButtonLink to="/portal" look="quiet">
              Cancel
            </ButtonLink>
          </div>
        </Form>
      </Card>
    </div>
  )
}
