const maxLength = 256
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
/** An id that was turned into JSON, or into a cookie, once too often. */
const quoted = /^("|'|%22)(.*)\1$/is
const cardSeparators = /[\s\u00ad\u200b-\u200d\u2010-\u2015\u2212\ufeff-]/g
/** The card numbers of ISO 7812 have eight digits or more; shorter ids may mean something by their separators. */
const cardNumber = /^[0-9A-Za-z]{8,}$/

/**
 * An id of some system, as it was given but for what its way here may have added: spaces and quotation marks around it,
 * and the capitals in which some SDKs write a UUID. Undefined when nothing is left or it has more than 256 characters.
 */
export function normaliseId(text: string): string | undefined {
  if (text.length > 2 * maxLength) return undefined
  let id = text.trim()
  for (let inner = quoted.exec(id); inner !== null; inner = quoted.exec(id)) id = (inner[2] ?? '').trim()
  if (id === '' || id.length > maxLength) return undefined
  return uuid.test(id) ? id.toLowerCase() : id
}

/**
 * A loyalty card's number in the one form that its print, its bar code and a person's typing share: card numbers of
 * eight characters or more without the separators of the print; letters in capitals, unless the id mixes both cases and
 * so says that case matters. Leading zeros and check digits stay. Undefined like {@link normaliseId}.
 */
export function normaliseLoyaltyId(text: string): string | undefined {
  const id = normaliseId(text.length > 2 * maxLength ? text : text.normalize('NFKC'))
  if (id === undefined || uuid.test(id)) return id
  const together = id.replace(cardSeparators, '')
  const number = cardNumber.test(together) ? together : id
  return /[A-Z]/.test(number) ? number : number.replace(/[a-z]/g, (letter) => letter.toUpperCase())
}
