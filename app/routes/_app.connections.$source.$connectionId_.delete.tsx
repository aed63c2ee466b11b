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
import { connectionPath, connectionTitle } from '../connections/connection-address.ts'
import { loadConnection, nameIn } from '../connections/load-connection.server.ts'
import { WhereItIs } from '../connections/where-it-is.tsx'

export const meta: MetaFunction = () => [{ title: 'Delete a connection · Patron' }]

export const loader = (args: LoaderFunctionArgs) => loadConnection(args)

/** Deletes the connection once its name was typed. */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const { connection } = await loadConnection(args)
  const form = await request.formData()
  if (String(form.get('name') ?? '').trim() !== connectionTitle(connection)) {
    return data({ error: `Type ${connectionTitle(connection)}, just so.` }, { status: 422 })
  }
  const api = await apiClient(args)
  const answer = await api.deleteConnection(nameIn(args.params))
  return answer.ok ? redirect('/integrations') : failedAction(answer.failure, request)
}

export default function DeletePage() {
  const { source, connection } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const isBusy = useNavigation().state === 'submitting'
  const title = connectionTitle(connection)
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: connectionPath(connection), label: title }]} />
      <PageHeader title={`Delete ${title}`} lead={source.title} />
      <Card title="What this comes to">
        <div className="stack">
          <ul className="bullets">
            <li>From then on, whatever {source.title} delivers to this address is refused.</li>
            <li>The secret, the access to the system and the settings are gone for good.</li>
            <li>Customers, orders and events that came by it stay.</li>
          </ul>
          <Form method="post" className="form">
            <TextField
              label={`To delete it, type its name: ${title}`}
              name="name"
              required
              autoComplete="off"
              error={failed?.error}
            />
            <div className="row">
              <Button type="submit" look="primary" disabled={isBusy}>
                Delete the connection
              </Button>
              <ButtonLink to={connectionPath(connection)} look="quiet">
                Keep it
              </ButtonLink>
            </div>
          </Form>
        </div>
      </Card>
    </div>
  )
}
