/** What quarantine keeps of a record, apart. */
export interface SentRecord {
  /** What was sent: JSON, or the bytes of a whole delivery as text. */
  readonly sent: string
  /** What the rest of its request said of it; absent where nothing of that is kept. */
  readonly requestSaid?: object
}

/** How Patron writes down one record of several, or a call with what its request said of it: see `shared/connections/kept-record.ts`. */
const writing = /^data:application\/json;record-of=([^,]*),/

/** Takes the bytes of a row in quarantine apart. What Patron did not write down itself is what was sent, as it is. */
export function readSentRecord(bytes: string): SentRecord {
  const [marker = '', word] = writing.exec(bytes) ?? []
  const record = bytes.slice(marker.length)
  return word === 'call' ? readCall(record) : { sent: record }
}

function readCall(record: string): SentRecord {
  const { fields, sentWith } = JSON.parse(record) as { fields: unknown; sentWith: object }
  return { sent: JSON.stringify(fields), requestSaid: sentWith }
}
