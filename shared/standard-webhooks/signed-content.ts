const encoder = new TextEncoder()

/** What Standard Webhooks signs: `id.timestamp.body`, the timestamp in whole seconds. */
export function signedContent(
  id: string,
  timestamp: string,
  body: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const head = encoder.encode(`${id}.${timestamp}.`)
  const content = new Uint8Array(head.length + body.length)
  content.set(head)
  content.set(body, head.length)
  return content
}
