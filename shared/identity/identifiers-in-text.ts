import { type Identifier, type IdentifierKey, identifierKey, isDevice, isPersonal } from './identifier.ts'
import type { IdentifierPolicy } from './normalise-identifier.ts'
import { usableIdentifiers } from './usable-identifiers.ts'

/** A text of nobody has more words than that; a text of somebody names them early. */
const mostWords = 5_000
const shortestWord = 4
const longestWord = 200

const words = /[\p{L}\p{N}@+_.:%~-]+/gu
const phones = /\+?\d[\d ().-]{5,20}\d/g

/**
 * Every identifier that a text may hold, by key, with how it is written there (lower case): each word is tried as each kind of
 * identifier. Most are nothing of the kind; it is for looking them up among those that are known. `scopes` are those that numbers
 * of the text's source have.
 */
export function identifiersInText(
  text: string,
  scopes: readonly string[],
  policy: IdentifierPolicy,
): Map<IdentifierKey, string> {
  const plain = unescaped(text)
  const found = new Map<IdentifierKey, string>()
  const tell = (identifiers: readonly Identifier[], written: string) => {
    for (const identifier of usableIdentifiers(identifiers, policy)) {
      const key = identifierKey(identifier)
      if (isPersonal(key) || isDevice(key)) found.set(key, written.toLowerCase())
    }
  }
  for (const [written] of plain.matchAll(phones)) tell([{ type: 'phone', value: written }], written)
  const tried = new Set<string>()
  for (const [match] of plain.matchAll(words)) {
    for (const word of new Set([match, decoded(match), match.replace(/^[.:%~-]+|[.:%~-]+$/g, '')])) {
      if (word.length < shortestWord || word.length > longestWord || tried.has(word)) continue
      if (tried.size === mostWords) return found
      tried.add(word)
      tell(asEachKind(word, scopes), word)
    }
  }
  return found
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

/** Words of an address are written otherwise. */
function decoded(word: string): string {
  try {
    return decodeURIComponent(word)
  } catch {
    return word
  }
}
