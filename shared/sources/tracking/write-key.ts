import { type JsonObject, textOf } from '../../kernel/json.ts'

/**
 * The write key of a tracking call: the user name of Basic authentication (server SDKs), else `writeKey` in the body
 * (the browser SDK, whose beacons cannot set headers), else in the query of `url` (RudderStack's beacons). Undefined
 * when there is none.
 */
export function writeKeyOf(
  headers: ReadonlyMap<string, string>,
  body: JsonObject | undefined,
  url = '',
): string | undefined {
  const basic = /^basic\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  return (basic === undefined ? undefined : userNameOf(basic)) ?? textOf(body?.writeKey) ?? queryOf(url)
}

function queryOf(url: string): string | undefined {
  const from = url.indexOf('?')
  return from < 0 ? undefined : textOf(new URLSearchParams(url.slice(from)).get('writeKey'))
}

function userNameOf(base64: string): string | undefined {
  try {
    return textOf(atob(base64).split(':')[0])
  } catch {
    return undefined
  }
}
