import { indentedJson } from '../connections/indented-json.ts'
import { readSentRecord } from './sent-record.ts'

/** What was sent of a record in quarantine, and below it what its request said of it, where that is kept. */
export function SentBytes({ bytes }: { bytes: string }) {
  const { sent, requestSaid } = readSentRecord(bytes)
  return (
    <>
      <pre className="bytes">{sent}</pre>
      {requestSaid === undefined ? null : (
        <>
          <h3>What the request said of it</h3>
          <pre className="bytes">{indentedJson(JSON.stringify(requestSaid))}</pre>
        </>
      )}
    </>
  )
}
