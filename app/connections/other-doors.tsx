import { ButtonLink } from '../components/button.tsx'
import { SourceMark } from './source-mark.tsx'

interface Door {
  readonly title: string
  readonly sentence: string
  readonly to: string
  readonly action: string
}

/** Ways in that need no connection. */
export const waysIn: readonly Door[] = [
  {
    title: 'CSV files',
    sentence: 'Past orders, customers, products and stock from an export or a spreadsheet.',
    to: '/imports',
    action: 'Import a file',
  },
  {
    title: 'QR codes',
    sentence: 'Codes on receipts and shelves; each scan is recorded and finds its bill.',
    to: '/qr-codes',
    action: 'Make a code',
  },
]

/** Ways out, through a connection that is there. */
export const waysOut: readonly Door[] = [
  {
    title: 'Destinations',
    sentence: 'Customers of your choice in HubSpot, Salesforce or another system, kept up to date there.',
    to: '/destinations',
    action: 'Send customers',
  },
]

/** Ways in or out that are no connections themselves. */
export function OtherDoors({ doors }: { doors: readonly Door[] }) {
  return doors.map(({ title, sentence, to, action }) => (
    <li key={to} className="card gallery-card">
      <div className="gallery-title">
        <SourceMark title={title} />
        <div>
          <h3>{title}</h3>
          <p className="small">{sentence}</p>
        </div>
      </div>
      <p className="gallery-action">
        <ButtonLink to={to} look="primary" small>
          {action}
        </ButtonLink>
      </p>
    </li>
  ))
}
