import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { PageHeader } from '../components/page-header.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { readSentForm, refusedForm } from '../destinations/answer-form.server.ts'
import { destinationPath } from '../destinations/destination-address.ts'
import { DestinationForm } from '../destinations/destination-form.tsx'
import { freshForm } from '../destinations/destination-form-state.ts'
import { destinationTexts } from '../destinations/destination-texts.ts'
import { loadDestination } from '../destinations/load-destination.server.ts'
import { useSession } from '../session/use-session.ts'

export const meta: MetaFunction = () => [{ title: 'Edit a destination · Patron' }]

export const loader = (args: LoaderFunctionArgs) => loadDestination(args)

/** `intent` is "save", or "more" for more rows. */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const { destination } = await loadDestination(args)
  const form = await request.formData()
  const api = await apiClient(args)
  const { tenant } = expectSuccess(await api.getCurrentSession(), request)
  const sent = readSentForm(form, destination.source, tenant.currency, destination.options)
  if ('again' in sent) return sent.again
  const answer = await api.updateDestination(destination.id, sent.body)
  return answer.ok ? redirect(destinationPath(destination.id)) : refusedForm(answer.failure, sent, request)
}

export default function EditDestinationPage() {
  const { destination } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  const { currency } = useSession().tenant
  const path = destinationPath(destination.id)
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: path, label: destination.label }]} />
      <PageHeader
        title={`Edit ${destination.label}`}
        lead="In the next run every customer is looked at again. Who would be sent the same is not sent."
      />
      <DestinationForm
        source={destination.source}
        state={again?.state ?? freshForm(destinationTexts(destination, destination.source, currency))}
        submitLabel="Save"
        cancelTo={path}
      />
    </div>
  )
}
