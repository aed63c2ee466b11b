import { Form } from '@remix-run/react'
import { Button } from './button.tsx'

/** The way out. The whole page goes with it, so nothing of the person stays in memory. */
export function SignOutForm() {
  return (
    <Form method="post" action="/sign-out" reloadDocument>
      <Button type="submit" small>
        Sign out
      </Button>
    </Form>
  )
}
