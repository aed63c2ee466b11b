import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { anonymousApiClient, apiClient } from '../api/api-client.server.ts'
import { Brand } from '../components/brand.tsx'
import { Button } from '../components/button.tsx'
import { SelectField, TextField } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { endPresentSession } from '../session/end-present-session.server.ts'
import { localPath } from '../session/local-path.ts'
import { ProviderSignIn } from '../session/provider-sign-in.tsx'
import { keepTokens, sessionToken } from '../session/session-cookie.server.ts'
import { signInReasonCookie } from '../session/sign-in-flow-cookie.server.ts'
import { readSignIn, type SignInRefusal, signInRefusal } from '../session/sign-in-form.server.ts'

export const meta: MetaFunction = () => [{ title: 'Sign in · Patron' }]

/** Whoever is signed in already goes on. */
export async function loader(args: LoaderFunctionArgs) {
  const { request } = args
  const cookie = signInReasonCookie(request)
  const reason: unknown = await cookie.parse(request.headers.get('Cookie'))
  const page = {
    shop: new URL(request.url).searchParams.get('shop') ?? '',
    next: nextOf(request),
    reason: typeof reason === 'string' ? reason : null,
  }
  const isSignedIn =
    (await sessionToken(request, args.context.cloudflare.env)) !== undefined &&
    (await (await apiClient(args)).getCurrentSession()).ok
  if (isSignedIn) return redirect(page.next)
  if (page.reason === null) return page
  return data(page, { headers: { 'Set-Cookie': await cookie.serialize(null, { maxAge: 0 }) } })
}

export async function action(args: ActionFunctionArgs) {
  const { request, context } = args
  const typed = readSignIn(await request.formData())
  const { email, password, tenantId, code } = typed
  if (email === '' || password === '') {
    const refusal: SignInRefusal = {
      email,
      tenantId,
      error: 'Enter your e-mail and your password.',
      isCodeNeeded: code !== '',
      tenants: [],
    }
    return data(refusal, { status: 422 })
  }
  const answer = await anonymousApiClient(args).createSession({
    email,
    password,
    ...(tenantId !== '' && { tenantId }),
    ...(code !== '' && { code }),
  })
  if (!answer.ok) {
    const { status } = answer.failure
    return data(signInRefusal(typed, answer.failure), { status: status >= 400 ? status : 503 })
  }
  await endPresentSession(request, context.cloudflare.env)
  const next = nextOf(request)
  // Customers have nothing to see at the start, and being refused there is an entry in the audit log.
  return redirect(next === '/' && answer.value.user.role === 'customer' ? '/portal' : next, {
    headers: { 'Set-Cookie': await keepTokens(answer.value, request, context.cloudflare.env) },
  })
}

function nextOf(request: Request): string {
  return localPath(new URL(request.url).searchParams.get('next'))
}

export default function Login() {
  const { shop, next, reason } = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()
  const isBusy = useNavigation().state !== 'idle'
  const complaint = refusal?.error ?? reason
  const isQuestion = refusal?.isCodeNeeded || (refusal?.tenants.length ?? 0) > 0
  return (
    <main className="plain-page" id="main">
      <div className="plain-panel">
        <Brand />
        <div>
          <h1>Sign in</h1>
          <p className="quiet">See who your customers are, wherever they met your shop.</p>
        </div>
        {complaint ? <Notice tone={isQuestion ? 'info' : 'bad'}>{complaint}</Notice> : null}
        <Form method="post" className="form" replace>
          <TextField
            label="E-mail"
            name="email"
            type="email"
            autoComplete="username"
            required
            defaultValue={refusal?.email}
          />
          <TextField
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
          <TenantChoice refusal={refusal} />
          {refusal?.isCodeNeeded ? (
            <TextField
              label="Code"
              name="code"
              autoComplete="one-time-code"
              hint="Six digits of your authenticator, or a recovery code"
              required
              autoFocus
            />
          ) : null}
          <Button type="submit" look="primary" disabled={isBusy}>
            {isBusy ? 'Signing in…' : 'Sign in'}
          </Button>
        </Form>
        <Link to="/reset-password">Forgot your password?</Link>
        <ProviderSignIn shop={shop} next={next} />
      </div>
    </main>
  )
}

/** The shop, when the address has an account in several; one that was chosen is kept for the code. */
function TenantChoice({ refusal }: { refusal: SignInRefusal | undefined }) {
  if (refusal === undefined) return null
  if (refusal.tenants.length === 0) {
    return refusal.tenantId === '' ? null : <input type="hidden" name="tenantId" value={refusal.tenantId} />
  }
  return (
    <SelectField label="Shop" name="tenantId" required>
      {refusal.tenants.map(({ tenantId, name }) => (
        <option key={tenantId} value={tenantId}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
