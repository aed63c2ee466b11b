/** One or two letters that stand for a name, an e-mail or a phone number. */
export function initialsOf(displayName: string): string {
  const words = displayName
    .replace(/@.*$/, '')
    .split(/[\s._-]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  const first = firstLetter(words[0])
  const last = words.length > 1 ? firstLetter(words.at(-1)) : ''
  return `${first}${last}` || '?'
}

function firstLetter(word: string | undefined): string {
  return word?.match(/[\p{L}\p{N}]/u)?.[0].toUpperCase() ?? ''
}
