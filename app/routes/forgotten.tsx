import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { PlainPage } from '../components/plain-page.tsx'

export const meta: MetaFunction = () => [{ title: 'Your data is deleted' }]

/** `?request=<id>`: the number under which the shop can prove it. */
export function loader({ request }: LoaderFunctionArgs) {
  return { requestId: new URL(request.url).searchParams.get('request') ?? '' }
}

/** What a person sees whose data was forgotten just now, and who is signed out with that. */
export default function ForgottenPage() {
  const { requestId } = useLoaderData<typeof loader>()
  return (
    <PlainPage title="Your data is being deleted">
      <p>
        It takes some minutes until it is gone everywhere. You are signed out, and your account is gone with
        it.
      </p>
      {requestId === '' ? null : (
        <p className="small quiet">
          If you ask the shop about it, quote <code>{requestId}</code>.
        </p>
      )}
    </PlainPage>
  )
}
