import { Form, useNavigation } from '@remix-run/react'
import type { ConnectableSource } from '#shared/contracts/connections.ts'
import { Button } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { CredentialFields, SettingFields } from './connection-fields.tsx'
import type { RefusedForm } from './refused-form.server.ts'
import { SecretField } from './secret-field.tsx'
import { settingFields } from './setting-fields.ts'

interface ConnectFormProps {
  source: ConnectableSource
  refused: RefusedForm | undefined
}

/** What a new connection needs: a name for people, the secret where the vendor makes it, and what can wait. */
export function ConnectForm({ source, refused }: ConnectFormProps) {
  const isBusy = useNavigation().state === 'submitting'
  const fields = { source, connection: undefined, refused }
  const hasMore = source.credentialFields.length > 0 || settingFields(source).length > 0
  const hasRefusedMore = Object.keys(refused?.errors ?? {}).some((at) => at.includes('/'))
  return (
    <Form method="post" className="form">
      <TextField
        label="Name"
        hint="For your own lists, such as “Shop in Bristol”"
        name="label"
        maxLength={80}
        autoComplete="off"
        defaultValue={refused?.texts.label}
        error={refused?.errors.label}
      />
      {source.secretOrigin === 'vendor' ? (
        <SecretField source={source} error={refused?.errors.secret} />
      ) : null}
      {hasMore ? (
        <details className="form-more" open={hasRefusedMore}>
          <summary>{summaryOf(source)}</summary>
          <div className="form-grid">
            <CredentialFields {...fields} />
            <SettingFields {...fields} />
          </div>
        </details>
      ) : null}
      <div className="row">
        <Button type="submit" look="primary" disabled={isBusy}>
          {isBusy ? 'Connecting…' : 'Connect'}
        </Button>
      </div>
    </Form>
  )
}

function summaryOf({ backfillResources, credentialFields }: ConnectableSource): string {
  if (backfillResources.length > 0)
    return 'Access to what was there before, and settings (can be added later)'
  return credentialFields.length > 0
    ? 'Access for sending, and settings (can be added later)'
    : 'Settings (can be changed later)'
}
