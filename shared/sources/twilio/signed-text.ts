import type { Form } from './form.ts'

const authority = /^([a-z][a-z\d+.-]*:\/\/)([^/?#]*@)?(\[[^\]/?#]*\]|[^/?#:]*)(:[^/?#]*)?/i

/**
 * The addresses that Twilio may have signed when it called `url`: with and without a port, as it was written, as the
 * URL standard writes it, and with the query written as Node's `querystring` does. (Twilio's own validator tries these.)
 */
export function signedUrls(url: string): string[] {
  const standard = new URL(url).href
  const spellings = [url, standard, withLegacyQuery(standard)]
  return [...new Set(spellings.flatMap((spelling) => [withoutPort(spelling), withPort(spelling)]))]
}

/** The fields of a form as they are signed: by name, each name directly followed by its value, equal values once. */
export function signedFields(form: Form): string {
  return [...form.keys()]
    .sort()
    .flatMap((name) => [...new Set(form.get(name))].sort().map((value) => name + value))
    .join('')
}

function withoutPort(url: string): string {
  return url.replace(authority, '$1$2$3')
}

function withPort(url: string): string {
  return url.replace(authority, (whole, scheme: string, user: string | undefined, host: string, port) =>
    port === undefined || port === ''
      ? `${scheme}${user ?? ''}${host}${scheme.toLowerCase() === 'https://' ? ':443' : ':80'}`
      : whole,
  )
}

/** The query parsed and written again: equal names together, and everything escaped that can be. */
function withLegacyQuery(url: string): string {
  const start = url.indexOf('?')
  if (start === -1 || start === url.length - 1) return url
  // An object on purpose: it puts names that are whole numbers first, as the original does.
  const fields: Record<string, string[]> = Object.create(null)
  for (const pair of url.slice(start + 1).split('&')) {
    if (pair === '') continue
    const [name = '', ...rest] = pair.split('=')
    const key = unescaped(name)
    fields[key] = [...(fields[key] ?? []), unescaped(rest.join('='))]
  }
  const pairs = Object.entries(fields).flatMap(([name, values]) =>
    values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  )
  return `${url.slice(0, start)}?${pairs.join('&')}`
}

function unescaped(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return decodedLeniently(spaced)
  }
}

/** Escapes that are none stay as they are; bytes that are no UTF-8 become U+FFFD. `text` is ASCII. */
function decodedLeniently(text: string): string {
  const bytes: number[] = []
  for (let index = 0; index < text.length; index += 1) {
    const hex = text.slice(index + 1, index + 3)
    const isEscape = text[index] === '%' && /^[\da-f]{2}$/i.test(hex)
    bytes.push(isEscape ? Number.parseInt(hex, 16) : text.charCodeAt(index))
    if (isEscape) index += 2
  }
  return new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(Uint8Array.from(bytes))
}
