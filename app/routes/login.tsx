import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Form, useActionData, useNavigation } from '@remix-run/react'
import { anonymousApiClient, apiClient } from '../api/api-client.server.ts'
import { Brand } from '../components/brand.tsx'
import { Button } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { localPath } from '../session/local-path.ts'
import { sessionCookie, sessionToken } from '../session/session-cookie.server.ts'

export const meta: MetaFunction = () => [{ title: 'Sign in · Patron' }]

/** Whoever is signed in already goes on. */
export async function loader(args: LoaderFunctionArgs) {
  if ((await sessionToken(args.request, args.context.cloudflare.env)) === undefined) return null
  const session = await (await apiClient(args)).getCurrentSession()
  return session.ok ? redirect(nextOf(args.request)) : null
}

export async function action(args: ActionFunctionArgs) {
  const { request, context } = args
  const form = await request.formData()
  const email = textOf(form.get('email')).trim()
  const password = textOf(form.get('password'))
  if (email === '' || password === '') {
    return data({ email, error: 'Enter your e-mail and your password.' }, { status: 422 })
  }
  const answer = await anonymousApiClient(args).createSession({ email, password })
  if (!answer.ok) {
    const { status, message } = answer.failure
    const error =
      status === 401 ? 'E-mail and password do not fit together. Check both and try again.' : message
    return data({ email, error }, { status: status >= 400 ? status : 503 })
  }
  const cookie = sessionCookie(request, context.cloudflare.env)
  const session = await cookie.getSession()
  session.set('token', answer.value.token)
  const expires = new Date(answer.value.expiresAt)
  return redirect(nextOf(request), {
    headers: { 'Set-Cookie': await cookie.commitSession(session, { expires }) },
  })
}

function nextOf(request: Request): string {
  return localPath(new URL(request.url).searchParams.get('next'))
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value : ''
}

export default function Login() {
  const failed = useActionData<typeof action>()
  const isBusy = useNavigation().state !== 'idle'
  return (
    <main className="plain-page" id="main">
      <div className="plain-panel">
        <Brand />
        <div>
          <h1>Sign in</h1>
          <p className="quiet">See who your customers are, wherever they met your shop.</p>
        </div>
        {failed === undefined ? null : <Notice tone="bad">{failed.error}</Notice>}
        <Form method="post" className="form" replace>
          <TextField
            label="E-mail"
            name="email"
            type="email"
            autoComplete="username"
            required
            defaultValue={failed?.email}
          />
          <TextField
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
          <Button type="submit" look="primary" disabled={isBusy}>
            {isBusy ? 'Signing in…' : 'Sign in'}
          </Button>
        </Form>
      </div>
    </main>
  )
}
