const alphabet = '0123456789abcdefghjkmnpqrstvwxyz' // Crockford base 32: no i, l, o, u
const length = 8

/** A new code: 8 characters that are easily told apart, 40 bits of the chance in `bytes` (8 of them or more). */
export function newQrCodeName(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, length), (byte) => alphabet[byte % 32]).join('')
}

/** Where the scans of a code come from, as `event.source` has it. */
export function qrCodeSource(code: string): string {
  return `qr/${code}`
}

/** What is printed: the address of a code on the host that answers scans. */
export function scanAddress(publicBaseUrl: string, code: string): string {
  return `${publicBaseUrl.replace(/\/+$/, '')}/q/${code}`
}
