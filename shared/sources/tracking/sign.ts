/** The header the server SDKs send: Basic authentication with the write key as user name and no password. */
export function signTracking(writeKey: string): Record<string, string> {
  return { authorization: `Basic ${btoa(`${writeKey}:`)}` }
}
