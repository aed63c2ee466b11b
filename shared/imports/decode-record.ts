const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const windows1252 = new TextDecoder('windows-1252')

/** The text of one record: UTF-8, or Windows-1252 when it is not valid UTF-8, which is what spreadsheets then wrote. */
export function decodeRecord(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return windows1252.decode(bytes)
  }
}
