import { Form, useActionData, useLoaderData } from '@remix-run/react'
import type { FormRefusal } from '../api/form-refusal.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { TextField } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { CopyText } from '../connections/copy-text.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { useSession } from '../session/use-session.ts'
import { useAccountPath } from './account-path.ts'
import type { loadSecondFactor, setUpSecondFactor } from './second-factor-page.server.ts'

/** Password, then the code of the app, then the recovery codes. */
export function SecondFactorPage() {
  const answer = useActionData<typeof setUpSecondFactor>()
  const refused = answer && 'refused' in answer ? answer.refused : undefined
  const path = useAccountPath()
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: path, label: 'My account' }]} />
      <PageHeader
        title="Set up the second factor"
        lead="A code of an app on your telephone, asked for after the password."
      />
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      <Step answer={answer} refused={refused} />
    </div>
  )
}

type Answer = ReturnType<typeof useActionData<typeof setUpSecondFactor>>

function Step({ answer, refused }: { answer: Answer; refused: FormRefusal | undefined }) {
  if (answer && 'recoveryCodes' in answer) return <RecoveryCodes codes={answer.recoveryCodes} />
  if (answer && 'setUp' in answer) return <Confirm {...answer.setUp} error={undefined} />
  const { secret, qrCodeSvg } = refused?.texts ?? {}
  if (secret !== undefined && qrCodeSvg !== undefined) {
    return <Confirm secret={secret} qrCodeSvg={qrCodeSvg} error={refused?.errors.code} />
  }
  return <Start errors={refused?.errors ?? {}} />
}

function Start({ errors }: { errors: Readonly<Record<string, string>> }) {
  const { email, isOn } = useLoaderData<typeof loadSecondFactor>()
  const { isMissing } = useSession().secondFactor
  const path = useAccountPath()
  return (
    <Card title="1. Your password">
      <Form method="post" className="form">
        <input type="hidden" name="username" value={email} autoComplete="username" />
        <TextField
          label="Password"
          hint="To show that it is you"
          name="password"
          type="password"
          required
          autoComplete="current-password"
          error={errors.password}
        />
        {isOn ? (
          <TextField
            label="Code of the one you have"
            hint="Six digits of your authenticator, or a recovery code. It stays on until the new one is"
            name="code"
            required
            maxLength={32}
            autoComplete="one-time-code"
            error={errors.code}
          />
        ) : null}
        <div className="row">
          <Button type="submit" look="primary" name="intent" value="start">
            Go on
          </Button>
          {isMissing ? null : (
            <ButtonLink to={path} look="quiet">
              Cancel
            </ButtonLink>
          )}
        </div>
      </Form>
    </Card>
  )
}

interface ConfirmProps {
  secret: string
  qrCodeSvg: string
  error: string | undefined
}

function Confirm({ secret, qrCodeSvg, error }: ConfirmProps) {
  return (
    <Card title="2. Your app">
      <div className="stack">
        <p>Scan this with an authenticator app, or type the secret in.</p>
        <p className="second-factor-picture">
          <img
            src={`data:image/svg+xml;utf8,${encodeURIComponent(qrCodeSvg)}`}
            alt="QR code of the secret"
            width={192}
            height={192}
          />
        </p>
        <CopyText label="Secret, shown this once" text={secret} />
        <Form method="post" className="form">
          <input type="hidden" name="secret" value={secret} />
          <input type="hidden" name="qrCodeSvg" value={qrCodeSvg} />
          <TextField
            label="Code that the app shows now"
            name="code"
            required
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={9}
            error={error}
          />
          <div className="row">
            <Button type="submit" look="primary" name="intent" value="confirm">
              Switch it on
            </Button>
          </div>
        </Form>
      </div>
    </Card>
  )
}

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <Card title="3. Your recovery codes">
      <div className="stack">
        <Notice tone="good">
          <p>The second factor is on.</p>
        </Notice>
        <p>
          Keep these where you find them without your telephone. Each lets you in once instead of a code of
          the app. They are shown this once.
        </p>
        <CopyText label="Recovery codes, shown this once" text={codes.join('\n')} isLong />
        <Form method="post">
          <Button type="submit" look="primary" name="intent" value="finish">
            I have kept them
          </Button>
        </Form>
      </div>
    </Card>
  )
}
