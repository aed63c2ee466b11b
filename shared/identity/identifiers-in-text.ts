import { type Identifier, type IdentifierKey, identifierKey, isDevice, isPersonal } from './identifier.ts'
import type { IdentifierPolicy } from './normalise-identifier.ts'
import { usableIdentifiers } from './usable-identifiers.ts'

/**
 * Of one reading so many words are tried as ids that have a digit, and so many that have none: prose in front leaves room for
 * ids. Half a million random bytes, or characters of Base64, have fewer. E-mail addresses and phones are found in any length.
 */
const mostWords = 10_000
const shortestWord = 4
const longestWord = 200
const longestMatch = 3 * longestWord

const words = /[\p{L}\p{N}@+_.:%~-]+/gu
const phones = /[+\uff0b]?\d[\d ().-]{5,20}\d/g
const digit = /\p{N}/u
/** Cards are typed in full width, too. */
const letterOfIds = /[0-9A-Za-z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/
const outerSigns = /^[.:%~-]+|[.:%~-]+$/g

/** An identifier that a text may hold, and how it is written there (lower case). */
export type WrittenIdentifier = readonly [key: IdentifierKey, written: string]

/**
 * Every identifier that a text may hold: each word is tried as each kind of identifier. Most are nothing of the kind; it is for
 * looking them up among those that are known, and a key may come more than once. `readings` are what the text says, the
 * likeliest first, then in other encodings, where most is noise: a word without a letter or digit of ASCII is no id there.
 * `scopes` are those that numbers of the text's source have.
 */
export function* identifiersInText(
  readings: Iterable<string>,
  scopes: readonly string[],
  policy: IdentifierPolicy,
): Generator<WrittenIdentifier> {
  const triedPhones = new Set<string>()
  /** In which reading a word was seen last. */
  const triedWords = new Map<string, number>()
  let number = 0
  for (const reading of readings) {
    const plain = unescaped(reading)
    for (const written of phonesInText(plain)) {
      if (triedPhones.has(written)) continue
      triedPhones.add(written)
      yield* keysOf([{ type: 'phone', value: written }], policy, written)
    }
    const room = { withDigit: mostWords, withoutDigit: mostWords }
    for (const [match] of plain.matchAll(words)) {
      for (const word of spellings(match)) {
        const seen = triedWords.get(word)
        if (word.length < shortestWord || word.length > longestWord || seen === number) continue
        if (!word.includes('@')) {
          if (number > 0 && !letterOfIds.test(word)) continue
          const kind = digit.test(word) ? 'withDigit' : 'withoutDigit'
          if (room[kind] === 0) continue
          room[kind] -= 1
        }
        triedWords.set(word, number)
        if (seen === undefined) yield* keysOf(asEachKind(word, scopes), policy, word)
      }
    }
    number += 1
  }
}

/** What may be a phone number, as it is written. */
export function phonesInText(text: string): string[] {
  return text.match(phones) ?? []
}

function* keysOf(
  identifiers: readonly Identifier[],
  policy: IdentifierPolicy,
  written: string,
): Generator<WrittenIdentifier> {
  for (const identifier of usableIdentifiers(identifiers, policy)) {
    const key = identifierKey(identifier)
    if (isPersonal(key) || isDevice(key)) yield [key, written.toLowerCase()]
  }
}

function asEachKind(value: string, scopes: readonly string[]): Identifier[] {
  if (value.includes('@')) return [{ type: 'email', value }]
  return [
    { type: 'whatsapp_id', value },
    { type: 'loyalty_id', value },
    { type: 'device_id', value },
    { type: 'cookie_id', value },
    { type: 'external_id', value },
    ...scopes.map((scope): Identifier => ({ type: 'external_id', value, scope })),
  ]
}

/** Without what JSON, and JSON in JSON, writes before a letter: "\\nada" holds "ada", not "nada". */
function unescaped(text: string): string {
  return text
    .replace(/\\+u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\+[bfnrt]/g, ' ')
}

/** A word as it stands, as an address (URL) would write it, and without signs of the sentence around it. */
function spellings(match: string): string[] {
  if (match.length < shortestWord || match.length > longestMatch) return []
  const found = [match]
  const plain = match.includes('%') ? decoded(match) : match
  if (plain !== match) found.push(plain)
  const inner = match.replace(outerSigns, '')
  if (inner !== match) found.push(inner)
  return found
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word)
  } catch {
    return word
  }
}
