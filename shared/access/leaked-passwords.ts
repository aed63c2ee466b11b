import { frequentPasswords } from './frequent-passwords.ts'
import list from './leaked-passwords.json' with { type: 'json' }

let listed: ReadonlySet<string> | undefined

/**
 * Whether a password, in small letters, is among the commonest: the first 10,000 of a list of leaked ones by frequency, all
 * longer ones that it has, and words of our own. Signs that are put for letters (`p@ssw0rd`) hide nothing.
 */
export function isCommonPassword(plain: string): boolean {
  listed ??= new Set([...list.passwords.split(' '), ...frequentPasswords])
  return listed.has(plain) || listed.has(withLetters(plain))
}

const letterOf: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '€': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  '5': 's',
  $: 's',
  '7': 't',
}

function withLetters(plain: string): string {
  return plain.replaceAll(/[@43€1!05$7]/g, (sign) => letterOf[sign] ?? sign)
}
