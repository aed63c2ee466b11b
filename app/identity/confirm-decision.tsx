import { Form, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Button, ButtonLink } from '../components/button.tsx'

interface ConfirmDecisionProps {
  /** What the preview was made on; the API refuses when it has changed since. */
  basis: number
  label: string
  busyLabel: string
  cancelTo: string
  /** More of what is decided, as hidden fields. */
  children?: ReactNode
}

/** The button that does what the preview above it shows, and the way out. */
export function ConfirmDecision({ basis, label, busyLabel, cancelTo, children }: ConfirmDecisionProps) {
  const isBusy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className="row">
      <input type="hidden" name="basis" value={basis} />
      {children}
      <Button type="submit" look="primary" disabled={isBusy}>
        {isBusy ? busyLabel : label}
      </Button>
      <ButtonLink to={cancelTo} look="quiet">
        Cancel
      </ButtonLink>
    </Form>
  )
}
