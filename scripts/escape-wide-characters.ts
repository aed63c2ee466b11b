/**
 * The same program with every character beyond Latin-1 written as an escape. V8 keeps a source that has a single one in two bytes a character: of our
 * bundle, 7 MB of the 128 that a Worker has, for a few signs in comments of packages. Escapes mean the same in strings, templates, names and regular
 * expressions; only `String.raw` would see them.
 */
export function escapeWideCharacters(code: string): string {
  return code.replaceAll(/[^\0-\xff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
