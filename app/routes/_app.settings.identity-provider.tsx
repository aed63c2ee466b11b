import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData, useNavigation, useSearchParams } from '@remix-run/react'
import { staffRoles } from '#shared/access/roles.ts'
import type { IdentityProviderSettings } from '#shared/contracts/identity-provider.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { formRefusal } from '../api/form-refusal.server.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { SelectField, TextField } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { CopyText } from '../connections/copy-text.tsx'
import { roleWords } from '../users/role-words.ts'

const path = '/settings/identity-provider'

export const meta: MetaFunction = () => [{ title: 'Company sign-in · Patron' }]

/** `?saved=yes` says that what was changed just now is in force. */
export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const answer = await api.getIdentityProvider()
  // None is no failure: it is how every shop begins.
  if (!answer.ok && answer.failure.status === 404) return { provider: undefined }
  return { provider: expectSuccess(answer, args.request) }
}

/** `intent` is "save" or "remove". */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const form = await request.formData()
  const api = await apiClient(args)
  const isRemoval = form.get('intent') === 'remove'
  const answer = isRemoval
    ? await api.removeIdentityProvider()
    : await api.updateIdentityProvider(readProvider(form))
  if (answer.ok) return redirect(`${path}?saved=yes`)
  const { clientSecret, ...texts } = Object.fromEntries(
    [...form].map(([name, value]) => [name, String(value)]),
  )
  return formRefusal(answer.failure, request, texts)
}

function readProvider(form: FormData): IdentityProviderSettings {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  return {
    issuer: text('issuer'),
    clientId: text('clientId'),
    emailDomains: text('emailDomains')
      .split(/[\s,]+/)
      .filter((domain) => domain !== ''),
    newUserRole: staffRoles.find((role) => role === text('newUserRole')) ?? null,
    requiredAcr: text('requiredAcr') === '' ? null : text('requiredAcr'),
    requiredAmr: text('requiredAmr')
      .split(/[\s,]+/)
      .filter((method) => method !== ''),
    ...(text('clientSecret') !== '' && { clientSecret: text('clientSecret') }),
  }
}

export default function IdentityProviderPage() {
  const { provider } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  const isBusy = useNavigation().state === 'submitting'
  const isSaved = useSearchParams()[0].get('saved') === 'yes'
  const field = (name: string, value: string | undefined) => ({
    name,
    defaultValue: refused?.texts[name] ?? value ?? '',
    error: refused?.errors[name],
  })
  return (
    <>
      <PageHeader
        title="Company sign-in"
        lead="Lets staff sign in through Cloudflare Access or any provider of OpenID Connect, besides passwords."
      />
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      {isSaved && refused === undefined ? <Notice tone="good">Saved. It is in force.</Notice> : null}
      <Card title={provider === undefined ? 'Set it up' : 'The provider'}>
        <Form method="post" className="form">
          {provider === undefined ? null : (
            <CopyText label="Redirect address, to be entered at the provider" text={provider.redirectUri} />
          )}
          <div className="form-grid">
            <TextField
              label="Issuer"
              hint="As the provider writes it, such as https://acme.cloudflareaccess.com"
              type="url"
              required
              {...field('issuer', provider?.issuer)}
            />
            <TextField
              label="Client id"
              required
              spellCheck={false}
              {...field('clientId', provider?.clientId)}
            />
            <TextField
              label="Client secret"
              hint={
                provider === undefined
                  ? 'Stored sealed, never shown again'
                  : 'Empty: the one that is there stays'
              }
              type="password"
              autoComplete="off"
              required={provider === undefined}
              {...field('clientSecret', undefined)}
            />
            <TextField
              label="Domains"
              hint="Only verified addresses of these are let in, such as acme.example"
              required
              spellCheck={false}
              {...field('emailDomains', provider?.emailDomains.join(', '))}
            />
            <SelectField
              label="Who comes for the first time becomes"
              hint="Nobody: only who was invited is let in"
              {...field('newUserRole', provider?.newUserRole ?? '')}
            >
              <option value="">Nobody</option>
              {staffRoles.map((role) => (
                <option key={role} value={role}>
                  {roleWords[role].name}
                </option>
              ))}
            </SelectField>
            <TextField
              label="How people must have signed in there"
              hint="Its word for it (acr); it is asked for this. Empty: in any way"
              spellCheck={false}
              {...field('requiredAcr', provider?.requiredAcr ?? '')}
            />
            <TextField
              label="With what"
              hint="Words of RFC 8176 (amr), all of which it must say, such as mfa. Empty: with anything"
              spellCheck={false}
              {...field('requiredAmr', provider?.requiredAmr.join(', '))}
            />
          </div>
          <div className="row">
            <Button type="submit" look="primary" name="intent" value="save" disabled={isBusy}>
              Save
            </Button>
          </div>
        </Form>
      </Card>
      {provider === undefined ? null : (
        <Card title="Do without it">
          <Form method="post" className="form">
            <p>
              Who has only come through the provider cannot sign in any more until they choose a password.
            </p>
            <div className="row">
              <Button type="submit" name="intent" value="remove">
                Remove the provider
              </Button>
            </div>
          </Form>
        </Card>
      )}
    </>
  )
}
