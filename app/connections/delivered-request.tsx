import type { DeliveryDetail } from '#shared/contracts/connections.ts'
import { Card } from '../components/card.tsx'
import { Table } from '../components/table.tsx'
import { indentedJson } from './indented-json.ts'

/** What was sent: to where, with which headers, and the very bytes. */
export function DeliveredRequest({ request }: { request: DeliveryDetail['request'] }) {
  if (request === null) {
    return (
      <Card title="What was sent">
        <p className="quiet">
          Not kept. Bytes are kept for 7 days, when the sender proved who it is and the body has at most 32
          KiB.
        </p>
      </Card>
    )
  }
  const { method, url, headers, body } = request
  const indented = indentedJson(body)
  return (
    <Card title="What was sent" note={`${method} ${url}`}>
      <div className="request">
        {indented === undefined ? null : (
          <details open>
            <summary>As JSON, indented</summary>
            <pre className="bytes">{indented}</pre>
          </details>
        )}
        <details open={indented === undefined}>
          <summary>Exactly as it came</summary>
          <pre className="bytes">{body}</pre>
        </details>
        <details>
          <summary>Headers, but for those that let a caller in</summary>
          <Table
            caption="Headers"
            rows={Object.entries(headers)}
            rowKey={([name]) => name}
            columns={[
              { key: 'name', label: 'Name', cell: ([name]) => <span className="mono">{name}</span> },
              { key: 'value', label: 'Value', cell: ([, value]) => <span className="mono">{value}</span> },
            ]}
          />
        </details>
      </div>
    </Card>
  )
}
