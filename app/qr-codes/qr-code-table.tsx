import { Form } from '@remix-run/react'
import type { QrCodeView } from '#shared/contracts/qr-codes.ts'
import { Badge } from '../components/badge.tsx'
import { Button, ButtonLink } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { Table } from '../components/table.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { formatCount } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'

/** The codes of the tenant with their pictures, newest first. */
export function QrCodeTable({ qrCodes }: { qrCodes: QrCodeView[] }) {
  const timeZone = useTimeZone()
  return (
    <Table
      caption="QR codes, the newest first"
      rows={qrCodes}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'label',
          label: 'Code',
          cell: (row) => (
            <span>
              {row.label}
              <span className="cell-note">{row.scanUrl}</span>
            </span>
          ),
        },
        { key: 'picture', label: 'Picture', cell: (row) => <Picture qrCode={row} /> },
        {
          key: 'target',
          label: 'Leads to',
          cell: (row) => (
            <span className="qr-target">
              {row.targetUrl}
              <span className="cell-note">{placeOf(row)}</span>
            </span>
          ),
        },
        {
          key: 'state',
          label: 'State',
          cell: (row) => (
            <Badge tone={row.isActive ? 'good' : 'plain'}>{row.isActive ? 'In use' : 'Off'}</Badge>
          ),
        },
        { key: 'scans', label: 'Scans', isNumber: true, cell: (row) => formatCount(row.scanCount) },
        {
          key: 'created',
          label: 'Made',
          isNumber: true,
          cell: (row) => formatMoment(row.createdAt, timeZone),
        },
        { key: 'actions', label: 'Change', cell: (row) => <Actions qrCode={row} /> },
      ]}
    />
  )
}

function Picture({ qrCode: { code, label } }: { qrCode: QrCodeView }) {
  const address = `/v1/qr-codes/${code}.svg`
  return (
    <span className="qr-picture">
      <img src={address} alt={`QR code of ${label}`} width={96} height={96} loading="lazy" />
      <a href={address} download={`qr-${code}.svg`}>
        <Icon name="download" />
        Download<span className="visually-hidden"> the picture of {label}</span>
      </a>
    </span>
  )
}

function Actions({ qrCode: { code, label, isActive } }: { qrCode: QrCodeView }) {
  return (
    <Form method="post" className="row">
      <input type="hidden" name="code" value={code} />
      <ButtonLink to={`?edit=${code}`} small>
        Edit<span className="visually-hidden"> {label}</span>
      </ButtonLink>
      <Button type="submit" name="intent" value={isActive ? 'switch-off' : 'switch-on'} look="quiet" small>
        Switch {isActive ? 'off' : 'on'}
        <span className="visually-hidden"> {label}</span>
      </Button>
    </Form>
  )
}

function placeOf({ storeId, campaign }: QrCodeView): string {
  const store = storeId === null ? 'No store' : `Store ${storeId}`
  return campaign === null ? store : `${store}, ${campaign}`
}
