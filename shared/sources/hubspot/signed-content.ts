/** What HubSpot decodes in an address before it signs it; everything else stays as it was sent. */
const decodedCharacters: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
}

const encoder = new TextEncoder()

/** What HubSpot signs (v3): method, address, body and timestamp, with nothing between them. */
export function signedContent(
  method: string,
  url: string,
  body: Uint8Array<ArrayBuffer>,
  timestamp: string,
): Uint8Array<ArrayBuffer> {
  const head = encoder.encode(`${method}${decodedAddress(url)}`)
  const tail = encoder.encode(timestamp)
  const content = new Uint8Array(head.length + body.length + tail.length)
  content.set(head)
  content.set(body, head.length)
  content.set(tail, head.length + body.length)
  return content
}

/** Decoded once: what comes out is not read again. */
function decodedAddress(url: string): string {
  return url.replace(/%(?:2[1478ACF9]|3[ABF]|40)/gi, (code) => decodedCharacters[code.toUpperCase()] ?? code)
}
