import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CheckList } from '../components/check-list.tsx'
import { TextField } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { connectionPath, connectionTitle } from '../connections/connection-address.ts'
import { CredentialFields, SettingFields } from '../connections/connection-fields.tsx'
import { loadConnection, nameIn } from '../connections/load-connection.server.ts'
import { readConnectionForm } from '../connections/read-connection-form.server.ts'
import { refusedForm } from '../connections/refused-form.server.ts'
import { WhereItIs } from '../connections/where-it-is.tsx'

export const meta: MetaFunction = () => [{ title: 'Settings of a connection · Patron' }]

export const loader = (args: LoaderFunctionArgs) => loadConnection(args)

/** Changes label, settings and, where some were entered or are to go, credentials. */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const name = nameIn(args.params)
  const { source, connection } = await loadConnection(args)
  const form = await request.formData()
  const { label, settings, credentials } = readConnectionForm(form, source, connection.settings)
  const api = await apiClient(args)
  const answer = await api.updateConnection(name, {
    label,
    settings,
    ...(credentials !== undefined && { credentials }),
    ...(form.get('forgetCredentials') === 'yes' && { credentials: null }),
  })
  return answer.ok ? redirect(connectionPath(name)) : refusedForm(answer.failure, form, request)
}

export default function SettingsPage() {
  const { source, connection } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  const isBusy = useNavigation().state === 'submitting'
  const title = connectionTitle(connection)
  const fields = { source, connection, refused }
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: connectionPath(connection), label: title }]} />
      <PageHeader title={`Settings of ${title}`} lead={source.title} />
      <Card title="Change them">
        {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
        <Form method="post" className="form">
          <div className="form-grid">
            <TextField
              label="Name"
              name="label"
              maxLength={80}
              autoComplete="off"
              defaultValue={refused?.texts.label ?? connection.label}
              error={refused?.errors.label}
            />
            <SettingFields {...fields} />
            <CredentialFields {...fields} />
          </div>
          {connection.hasCredentials ? (
            <CheckList
              legend="Access to the system"
              type="checkbox"
              name="forgetCredentials"
              options={[{ value: 'yes', label: 'Forget what is stored', note: 'Patron then only listens' }]}
            />
          ) : null}
          <div className="row">
            <Button type="submit" look="primary" disabled={isBusy}>
              Save
            </Button>
            <ButtonLink to={connectionPath(connection)} look="quiet">
              Cancel
            </ButtonLink>
          </div>
        </Form>
      </Card>
    </div>
  )
}
