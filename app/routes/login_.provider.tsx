import { type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { anonymousApiClient } from '../api/api-client.server.ts'
import { endPresentSession } from '../session/end-present-session.server.ts'
import { localPath } from '../session/local-path.ts'
import { keepTokens } from '../session/session-cookie.server.ts'
import { signInFlowCookie, signInReasonCookie } from '../session/sign-in-flow-cookie.server.ts'

interface KeptFlow {
  readonly flow: string
  readonly next: string
}

/** Leads to the shop's identity provider, and takes whoever comes back from there in. */
export async function loader(args: LoaderFunctionArgs) {
  const query = new URL(args.request.url).searchParams
  return query.has('state') ? comeBack(args, query) : goThere(args, query)
}

async function goThere(args: LoaderFunctionArgs, query: URLSearchParams): Promise<Response> {
  const shop = query.get('shop') ?? ''
  // Another site's link would sign somebody in who did not ask for it. Not every browser says where it comes from.
  if (args.request.headers.get('Sec-Fetch-Site') === 'cross-site') {
    return refuse(args.request, shop, 'Choose here to sign in with your provider.')
  }
  const started = await anonymousApiClient(args).startProviderSignIn(shop)
  if (!started.ok) return refuse(args.request, shop, started.failure.message)
  const kept: KeptFlow = { flow: started.value.flow, next: localPath(query.get('next')) }
  const cookie = await signInFlowCookie(args.request).serialize(kept)
  return redirect(started.value.authorizationUrl, { headers: { 'Set-Cookie': cookie } })
}

async function comeBack(args: LoaderFunctionArgs, query: URLSearchParams): Promise<Response> {
  const { request, context } = args
  const cookie = signInFlowCookie(request)
  const kept = (await cookie.parse(request.headers.get('Cookie'))) as Partial<KeptFlow> | null
  const [code, state] = [query.get('code'), query.get('state')]
  if (!kept?.flow || !code || !state) return refuse(request, '', 'The identity provider did not sign you in.')
  const session = await anonymousApiClient(args).completeProviderSignIn({
    code,
    state,
    flow: kept.flow,
    ...(query.has('iss') && { iss: query.get('iss') ?? '' }),
  })
  if (!session.ok) return refuse(request, '', session.failure.message)
  await endPresentSession(request, context.cloudflare.env)
  const headers = new Headers()
  headers.append('Set-Cookie', await keepTokens(session.value, request, context.cloudflare.env))
  headers.append('Set-Cookie', await cookie.serialize(null, { maxAge: 0 }))
  return redirect(localPath(kept.next), { headers })
}

async function refuse(request: Request, shop: string, reason: string): Promise<Response> {
  const query = shop === '' ? '' : `?${new URLSearchParams({ shop })}`
  return redirect(`/login${query}`, {
    headers: { 'Set-Cookie': await signInReasonCookie(request).serialize(reason) },
  })
}
