import { ButtonLink } from '../components/button.tsx'
import { SourceMark } from './source-mark.tsx'

const doors = [
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

/** Ways in that need no connection. */
export function OtherDoors() {
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
