const maxLength = 254
const maxLocalLength = 64
/** Zero-width characters and soft hyphens come along when an address is copied from a page or a letter. */
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g
const local = /^[^\s"(),:;<>@[\]\\\p{Cc}]+$/u
const domain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/

/**
 * An e-mail address in the one form that two spellings of it share: trimmed, NFKC, lower case, the domain in ASCII
 * (punycode). Dots and plus-tags stay: they make different mailboxes at most providers. Undefined when the text cannot
 * be an address.
 */
export function normaliseEmail(text: string): string | undefined {
  if (text.length > maxLength * 4) return undefined
  const plain = foldCase(text.replace(invisible, '')).trim()
  const at = plain.lastIndexOf('@')
  const localPart = plain.slice(0, at)
  if (at < 1 || localPart.length > maxLocalLength || !local.test(localPart)) return undefined
  const domainPart = asciiDomain(plain.slice(at + 1))
  if (domainPart === undefined || at + 1 + domainPart.length > maxLength) return undefined
  return `${localPart}@${domainPart}`
}

/** Lower case of some letters is no longer in normal form, hence the second pass. */
function foldCase(text: string): string {
  return isAscii(text) ? text.toLowerCase() : text.normalize('NFKC').toLowerCase().normalize('NFKC')
}

function asciiDomain(text: string): string | undefined {
  if (domain.test(text)) return text
  const host = isAscii(text) ? undefined : URL.parse(`http://${text}/`)?.hostname
  return host !== undefined && domain.test(host) ? host : undefined
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 127) return false
  return true
}
