import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { failedAction } from '../api/failed-action.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { TextField } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { destinationPath } from '../destinations/destination-address.ts'
import { destinationKind } from '../destinations/destination-kinds.ts'
import { loadDestination } from '../destinations/load-destination.server.ts'

export const meta: MetaFunction = () => [{ title: 'Delete a destination · Patron' }]

export const loader = (args: LoaderFunctionArgs) => loadDestination(args)

/** Deletes the destination once its name was typed. */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const { destination } = await loadDestination(args)
  const form = await request.formData()
  if (String(form.get('name') ?? '').trim() !== destination.label) {
    return data({ error: `Type ${destination.label}, just so.` }, { status: 422 })
  }
  const api = await apiClient(args)
  const answer = await api.deleteDestination(destination.id)
  return answer.ok ? redirect('/destinations') : failedAction(answer.failure, request)
}

export default function DeleteDestinationPage() {
  const { destination, title } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const system = destinationKind(destination.source).title
  const isBusy = useNavigation().state === 'submitting'
  const path = destinationPath(destination.id)
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: path, label: destination.label }]} />
      <PageHeader title={`Delete ${destination.label}`} lead={title} />
      <Card title="What this comes to">
        <div className="stack">
          <ul className="bullets">
            <li>
              What was sent to {system} stays there. To have it removed first, edit the destination so that it
              fits nobody, and let it run.
            </li>
            <li>
              Patron forgets which records there are its own: {system} is not told any more when somebody is
              erased here.
            </li>
            <li>The runs and what was refused are gone from this page for good.</li>
          </ul>
          <Form method="post" className="form">
            <TextField
              label={`To delete it, type its name: ${destination.label}`}
              name="name"
              required
              autoComplete="off"
              error={failed?.error}
            />
            <div className="row">
              <Button type="submit" look="primary" disabled={isBusy}>
                Delete the destination
              </Button>
              <ButtonLink to={path} look="quiet">
                Keep it
              </ButtonLink>
            </div>
          </Form>
        </div>
      </Card>
    </div>
  )
}
