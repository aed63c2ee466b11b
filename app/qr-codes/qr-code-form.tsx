import { Form, useNavigation } from '@remix-run/react'
import type { QrCodeView } from '#shared/contracts/qr-codes.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'

/** What was typed and not taken, and why, by field. */
export interface RefusedQrCode {
  readonly texts: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
}

interface QrCodeFormProps {
  /** The code to change; undefined to make a new one. */
  qrCode: QrCodeView | undefined
  refused: RefusedQrCode | undefined
}

/** The fields of a code, to make one or to change it. What is printed already stays good. */
export function QrCodeForm({ qrCode, refused }: QrCodeFormProps) {
  const isBusy = useNavigation().state === 'submitting'
  const field = (name: 'label' | 'targetUrl' | 'storeId' | 'campaign') => ({
    name,
    defaultValue: refused?.texts[name] ?? qrCode?.[name] ?? '',
    error: refused?.errors[name],
  })
  return (
    <Form method="post" className="form" key={qrCode?.code}>
      <div className="form-grid">
        <TextField label="Name" hint="For your own lists" required maxLength={120} {...field('label')} />
        <TextField
          label="Leads to"
          hint="The page a scan opens"
          type="url"
          placeholder="https://"
          required
          maxLength={2000}
          {...field('targetUrl')}
        />
        <TextField
          label="Store"
          hint="The store number your till sends, so that receipts are found"
          maxLength={100}
          {...field('storeId')}
        />
        <TextField
          label="Campaign"
          hint="Shown with each scan in the timeline"
          maxLength={120}
          {...field('campaign')}
        />
      </div>
      {qrCode === undefined ? null : <input type="hidden" name="code" value={qrCode.code} />}
      <div className="row">
        <Button
          type="submit"
          look="primary"
          name="intent"
          value={qrCode === undefined ? 'create' : 'change'}
          disabled={isBusy}
        >
          {qrCode === undefined ? 'Make code' : 'Save'}
        </Button>
        {qrCode === undefined ? null : (
          <ButtonLink to="/qr-codes" look="quiet">
            Cancel
          </ButtonLink>
        )}
      </div>
    </Form>
  )
}
