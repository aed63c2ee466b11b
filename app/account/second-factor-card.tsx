import { Form } from '@remix-run/react'
import type { Account } from '#shared/contracts/accounts.ts'
import type { FormRefusal } from '../api/form-refusal.server.ts'
import { Badge } from '../components/badge.tsx'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { TextField } from '../components/field.tsx'
import { countOf } from '../format/format-number.ts'
import { useAccountPath } from './account-path.ts'

interface SecondFactorCardProps {
  secondFactor: Account['secondFactor']
  refused: FormRefusal | undefined
}

/** Whether a code is asked for at sign-in, and the way to change that. */
export function SecondFactorCard({ secondFactor, refused }: SecondFactorCardProps) {
  const path = useAccountPath()
  return (
    <Card
      title="Second factor"
      note={secondFactor.isOn ? <Badge tone="good">On</Badge> : <Badge tone="warn">Off</Badge>}
    >
      {secondFactor.isOn ? (
        <div className="stack">
          <p>
            Signing in takes a code of your authenticator app.{' '}
            {countOf(secondFactor.recoveryCodesLeft, 'recovery code')} left for when you do not have it.
          </p>
          <p>
            <ButtonLink to={`${path}/second-factor`}>Set up another in its place</ButtonLink>
          </p>
          <details className="form-more" open={refused !== undefined}>
            <summary>Switch it off…</summary>
            <Form method="post" className="form">
              <TextField
                label="Password"
                hint="To show that it is you"
                name="password"
                type="password"
                required
                autoComplete="current-password"
                error={refused?.errors.password}
              />
              <TextField
                label="Code"
                hint="Six digits of your authenticator, or a recovery code"
                name="code"
                required
                maxLength={32}
                autoComplete="one-time-code"
                error={refused?.errors.code}
              />
              <div className="row">
                <Button type="submit" name="intent" value="remove-second-factor">
                  Switch it off
                </Button>
              </div>
            </Form>
          </details>
        </div>
      ) : (
        <div className="stack">
          <p>
            With it, a stolen password is not enough: signing in takes a code of an app on your telephone.
          </p>
          <p>
            <ButtonLink to={`${path}/second-factor`}>Set it up</ButtonLink>
          </p>
        </div>
      )}
    </Card>
  )
}
