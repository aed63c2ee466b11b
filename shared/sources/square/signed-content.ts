const encoder = new TextEncoder()

/** What Square signs: the notification URL and the body behind it, with nothing between them. */
export function signedContent(url: string, body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const head = encoder.encode(url)
  const content = new Uint8Array(head.length + body.length)
  content.set(head)
  content.set(body, head.length)
  return content
}
