import { Form } from '@remix-run/react'
import { Button } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'

interface ProviderSignInProps {
  /** The shop's id, once it is known. */
  shop: string
  next: string
}

/**
 * Signing in through the shop's own identity provider. Two steps, since the policy of the pages lets no form lead to
 * another site: a form names the shop, a link leads there.
 */
export function ProviderSignIn({ shop, next }: ProviderSignInProps) {
  if (shop !== '') {
    const query = new URLSearchParams({ shop, next })
    return (
      <a className="button" href={`/login/provider?${query}`}>
        Sign in with the provider of {shop}
      </a>
    )
  }
  return (
    <details>
      <summary>Sign in with your company’s provider</summary>
      <Form method="get" action="/login" className="form">
        <TextField
          label="Shop"
          name="shop"
          required
          maxLength={64}
          hint="The short name of the shop, such as acme"
        />
        {next === '/' ? null : <input type="hidden" name="next" value={next} />}
        <Button type="submit">Continue</Button>
      </Form>
    </details>
  )
}
