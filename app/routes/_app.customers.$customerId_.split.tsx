import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { identifierText } from '#shared/identity/identifier-words.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { failedAction } from '../api/failed-action.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { formatDate } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'
import { customerAddress } from '../identity/addresses.ts'
import { ConfirmDecision } from '../identity/confirm-decision.tsx'
import { doneAddress } from '../identity/done.ts'
import { IdentifierChoice } from '../identity/identifier-choice.tsx'
import { PreviewChanges } from '../identity/preview-changes.tsx'
import { readBasis } from '../identity/read-basis.server.ts'
import { RefusedNotice } from '../identity/refused-notice.tsx'
import { SideComparison } from '../identity/side-comparison.tsx'
import { sideTitle } from '../identity/side-title.ts'
import { useTimeZone } from '../session/use-session.ts'

export const meta: MetaFunction = () => [{ title: 'Take out identifiers · Patron' }]

/** After a refused decision the page shows what is so now. */
export const shouldRevalidate = () => true

/** `?identifier=<type:value>` for each to take out; without any the page asks which. */
export async function loader(args: LoaderFunctionArgs) {
  const { request, params } = args
  const customerId = params.customerId ?? ''
  const chosen = new URL(request.url).searchParams.getAll('identifier')
  const api = await apiClient(args)
  const [customer, identity, answer] = await Promise.all([
    api.getCustomer(customerId),
    api.getCustomerIdentity(customerId),
    chosen.length === 0 ? undefined : api.previewSplit(customerId, { identifiers: chosen }),
  ])
  const found = expectSuccess(customer, request)
  if (found.id !== customerId) throw redirect(`${customerAddress(found.id)}/split`)
  // What cannot be split is no broken page: the choice below is to be made again.
  const isRefused = answer?.ok === false && (answer.failure.status === 409 || answer.failure.status === 422)
  return {
    customer: { id: found.id, displayName: found.displayName },
    identifiers: expectSuccess(identity, request).identifiers,
    chosen,
    refusal: isRefused ? answer.failure.message : undefined,
    preview: answer === undefined || isRefused ? undefined : expectSuccess(answer, request),
  }
}

export async function action(args: ActionFunctionArgs) {
  const customerId = args.params.customerId ?? ''
  const form = await args.request.formData()
  const identifiers = form.getAll('identifier').map(String)
  const api = await apiClient(args)
  const answer = await api.splitCustomer(customerId, { identifiers, basis: readBasis(form) })
  if (!answer.ok) return failedAction(answer.failure, args.request)
  const { splitId, newCustomerId } = answer.value
  return redirect(
    doneAddress(customerAddress(customerId), {
      kind: 'split',
      splitId,
      customerIds: [customerId, newCustomerId],
    }),
  )
}

export default function SplitPage() {
  const { customer, preview, chosen } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const address = customerAddress(customer.id)
  return (
    <div className="stack">
      <nav aria-label="Where this page is">
        <Link to={address} className="small">
          {customer.displayName}
        </Link>
      </nav>
      <PageHeader
        title="Take out identifiers"
        lead="They become a customer of their own, with the events they belong to."
      />
      <RefusedNotice error={refused?.error} />
      <ChoiceCard key={chosen.join(' ')} />
      {preview === undefined ? null : (
        <>
          <Card title="What would change" note="it can be undone">
            <PreviewChanges preview={preview} />
          </Card>
          <Card title="The customers as they would be">
            <SideComparison
              sides={preview.after.map((side, index) => ({
                key: `side-${index}`,
                title: `${sideTitle(side)} (${index === 0 ? 'stays' : 'new'})`,
                side,
              }))}
            />
          </Card>
          <ConfirmDecision
            basis={preview.basis}
            label="Take them out"
            busyLabel="Splitting…"
            cancelTo={address}
          >
            {chosen.map((identifier) => (
              <input key={identifier} type="hidden" name="identifier" value={identifier} />
            ))}
          </ConfirmDecision>
        </>
      )}
    </div>
  )
}

/** The first step: which identifiers, each with where it came from. */
function ChoiceCard() {
  const { customer, identifiers, chosen, refusal, preview } = useLoaderData<typeof loader>()
  const timeZone = useTimeZone()
  const byText = new Map(identifiers.map((identifier) => [identifierText(identifier), identifier]))
  const noteOf = (text: string) => {
    const identifier = byText.get(text)
    if (identifier === undefined) return null
    const { firstEvent, firstSeenAt, eventCount } = identifier
    return `First in “${firstEvent.name}” from ${firstEvent.source}, ${formatDate(firstSeenAt, timeZone)}; in ${countOf(eventCount, 'event')}`
  }
  return (
    <Card title="Which identifiers?" note={countOf(identifiers.length, 'identifier')}>
      <Form className="form">
        {refusal === undefined ? null : <Notice tone="bad">{refusal}</Notice>}
        <IdentifierChoice
          legend={`Identifiers of ${customer.displayName} that belong to somebody else`}
          hint="Leave at least one with the customer."
          name="identifier"
          identifiers={[...byText.keys()]}
          chosen={new Set(chosen)}
          noteOf={noteOf}
        />
        <div className="row">
          <Button type="submit" {...(preview === undefined && { look: 'primary' as const })}>
            {preview === undefined ? 'Show what would change' : 'Show again'}
          </Button>
          <ButtonLink to={customerAddress(customer.id)} look="quiet">
            Cancel
          </ButtonLink>
        </div>
      </Form>
    </Card>
  )
}
