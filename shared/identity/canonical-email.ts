/**
 * Providers that write in their help pages that anything behind a plus sign reaches the same mailbox, and the one name
 * of those that have several domains for the same mailboxes.
 */
const plusTagProviders: ReadonlyMap<string, string> = new Map([
  ['gmail.com', 'gmail.com'],
  ['googlemail.com', 'gmail.com'],
  ['proton.me', 'proton.me'],
  ['pm.me', 'pm.me'],
  ['protonmail.com', 'protonmail.com'],
  ['fastmail.com', 'fastmail.com'],
  ['fastmail.fm', 'fastmail.fm'],
])

/**
 * The mailbox that an address most likely reaches: without the plus tag where the provider has such tags, at Gmail also
 * without dots and under one domain. `email` must be normalised; addresses of other providers come back unchanged.
 *
 * A hint for matching and for reviews, never an identifier: two addresses of one mailbox may be meant to stay apart.
 */
export function canonicalEmail(email: string): string {
  const at = email.lastIndexOf('@')
  const domain = plusTagProviders.get(email.slice(at + 1))
  if (domain === undefined) return email
  const untagged = email.slice(0, at).split('+', 1)[0] ?? ''
  const mailbox = domain === 'gmail.com' ? untagged.replaceAll('.', '') : untagged
  return mailbox === '' ? email : `${mailbox}@${domain}`
}
