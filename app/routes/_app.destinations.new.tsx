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
import { connectionTitle } from '../connections/connection-address.ts'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { readSentForm, refusedForm } from '../destinations/answer-form.server.ts'
import { ConnectionChoice } from '../destinations/connection-choice.tsx'
import { destinationPath } from '../destinations/destination-address.ts'
import { DestinationForm } from '../destinations/destination-form.tsx'
import { freshForm } from '../destinations/destination-form-state.ts'
import { isDestinationSource } from '../destinations/destination-kinds.ts'
import { newDestinationTexts } from '../destinations/destination-texts.ts'

export const meta: MetaFunction = () => [{ title: 'New destination · Patron' }]

/** `?connection=hubspot/main` chooses through which connection; without it the page asks. */
export async function loader(args: LoaderFunctionArgs) {
  const { request } = args
  const api = await apiClient(args)
  const [listed, sourceList] = await Promise.all([api.listConnections(), api.listSources()])
  const sources = expectSuccess(sourceList, request).sources.filter(({ source }) =>
    isDestinationSource(source),
  )
  const connections = expectSuccess(listed, request).connections.filter(({ source }) =>
    isDestinationSource(source),
  )
  const wanted = new URL(request.url).searchParams.get('connection')
  const chosen = connections.find(({ source, connectionId }) => `${source}/${connectionId}` === wanted)
  if (chosen === undefined) return { sources, connections, chosen: undefined }
  const title = sources.find(({ source }) => source === chosen.source)?.title ?? chosen.source
  return {
    sources,
    connections,
    chosen: { ...chosen, title, state: freshForm(newDestinationTexts(chosen.source)) },
  }
}

/** `intent` is "save", or "more" for more rows. */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const [source = '', connectionId = ''] = (new URL(request.url).searchParams.get('connection') ?? '').split(
    '/',
  )
  const form = await request.formData()
  const api = await apiClient(args)
  const { tenant } = expectSuccess(await api.getCurrentSession(), request)
  const sent = readSentForm(form, source, tenant.currency)
  if ('again' in sent) return sent.again
  const answer = await api.createDestination({ ...sent.body, source, connectionId })
  return answer.ok ? redirect(destinationPath(answer.value.id)) : refusedForm(answer.failure, sent, request)
}

export default function NewDestinationPage() {
  const { sources, connections, chosen } = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: '/destinations', label: 'All destinations' }]} />
      {chosen === undefined ? (
        <>
          <PageHeader
            title="New destination"
            lead="First choose the system. Its connection holds what Patron calls it with."
          />
          <ConnectionChoice sources={sources} connections={connections} />
        </>
      ) : (
        <>
          <PageHeader
            title="New destination"
            lead={`At ${chosen.title}, through the connection ${connectionTitle(chosen)}.`}
          />
          <DestinationForm
            source={chosen.source}
            state={again?.state ?? chosen.state}
            submitLabel="Make destination"
            cancelTo="/destinations"
          />
        </>
      )}
    </div>
  )
}
