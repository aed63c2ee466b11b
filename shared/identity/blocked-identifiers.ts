import type { IdentifierType } from './identifier.ts'

/** What programs and people write when they know nothing. Compared in lower case. */
const placeholders: ReadonlySet<string> = new Set([
  ...[
    '-1',
    '?',
    'n/a',
    'na',
    'nan',
    'nil',
    'none',
    'null',
    'undefined',
    '(none)',
    '(null)',
    '(not set)',
    'not set',
  ],
  ...['[object object]', '{}', '[]', 'true', 'false', 'void', 'unknown', 'invalid', 'empty', 'optional'],
  ...['anonymous', 'anon', 'guest', 'walk-in', 'walkin', 'walk in', 'customer', 'user', 'default'],
  ...['test', 'testing', 'tester', 'asdf', 'qwerty', 'xxx', 'lorem'],
  // The name of the field in place of its value.
  ...['id', 'email', 'distinctid', 'distinct_id', 'userid', 'user_id', 'not_authenticated'],
  // The id that a fault in Android 2.2 gave to a great many phones.
  '9774d56d682e549c',
  // The hardware address that Android and iOS tell every app.
  '02:00:00:00:00:00',
])

const placeholderEmails: ReadonlySet<string> = new Set([
  ...[
    'test@test.com',
    'test@test.de',
    'test@test.co.uk',
    'test@email.com',
    'test@gmail.com',
    'test@mail.com',
  ],
  ...['a@a.com', 'aa@aa.com', 'abc@abc.com', 'asd@asd.com', 'asdf@asdf.com', 'qwerty@qwerty.com', 'x@x.com'],
  ...[
    'email@email.com',
    'mail@mail.com',
    'user@user.com',
    'name@domain.com',
    'email@domain.com',
    'xxx@xxx.com',
  ],
  ...[
    'customer@customer.com',
    'demo@demo.com',
    'example@example.com',
    'fake@fake.com',
    'na@na.com',
    'no@no.com',
    'test@example.com',
  ],
])

/** Mailboxes that belong to a program or stand for "gave none", with any tag behind or the sender's name in front. */
const nobodysMailbox =
  /^(?:.*[-_.](?=no[-_.]?reply|do[-_.]?not[-_.]?reply))?(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|no[-_.]?e?mail|none|null|undefined|unknown|anonymous|guest|mailer-daemon|postmaster)(?:[-_.+].*)?@/

const nothingButZeros = /^[+0\s:.-]*$/
const separators = /[\s:.-]/g
const oneCharacterOnly = /^\+?([0-9a-z])\1{5,}$/i
const countingDigits = /^\+?(?:0?123456789?0?|0?987654321?0?)$/
const phoneEndsInOneDigit = /(\d)\1{7}$/
const phoneEndsInCount = /(?:12345678|123456789|1234567890|87654321|987654321|9876543210)$/

/**
 * Whether a normalised value names nobody: a placeholder, a shop's own number, a mailbox nobody reads. Such a value
 * would tie strangers together, so it stays in the event and never becomes an identifier.
 *
 * `ownPhones` are the tenant's own numbers as `normalisePhone` writes them.
 */
export function isBlockedIdentifier(
  type: IdentifierType,
  value: string,
  ownPhones: ReadonlySet<string>,
): boolean {
  if (type === 'phone') {
    return ownPhones.has(value) || phoneEndsInOneDigit.test(value) || phoneEndsInCount.test(value)
  }
  if (type === 'email') return placeholderEmails.has(value) || nobodysMailbox.test(value)
  return (
    nothingButZeros.test(value) ||
    placeholders.has(value.toLowerCase()) ||
    oneCharacterOnly.test(value.replace(separators, '')) ||
    countingDigits.test(value)
  )
}
