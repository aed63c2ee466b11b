/** Letters that keep their form when accents are taken off. */
const plainLetters: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' },
}
const apostrophes = /['’‘`´.]/g
const notOfWords = /[^\p{L}\p{N}]+/gu
const plainWords = /^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/

/**
 * A text as its words: lower case, without accents and punctuation, one space between ("O'Brien-Müller" becomes
 * "obrien muller"). Letters of other scripts stay.
 */
export function foldText(text: string): string {
  const lower = text.toLowerCase()
  // Most texts are plain words, and there is nothing to do for them.
  if (plainWords.test(lower)) return lower
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => plainLetters[letter] ?? letter)
    .replace(apostrophes, '')
    .replace(notOfWords, ' ')
    .trim()
}

const titles: ReadonlySet<string> = new Set([
  'mr',
  'mrs',
  'ms',
  'miss',
  'mx',
  'dr',
  'prof',
  'sir',
  'herr',
  'frau',
])

/** A name as {@link foldText} has it, without a title in front. */
export function foldName(text: string): string {
  const words = foldText(text).split(' ')
  while (words.length > 1 && titles.has(words[0] ?? '')) words.shift()
  return words.join(' ')
}
