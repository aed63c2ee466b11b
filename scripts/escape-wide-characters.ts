/**
 * The same program with every character beyond Latin-1 written as an escape. V8 keeps a source that has a single one in two bytes a character: of our
 * bundle, 7 MB of the 128 that a Worker has, for a few signs in comments of packages. Escapes mean the same in strings, templates, names and regular
 * expressions. They do not as white space and in names beyond 16 bits: such a program does not start any more. Throws for separators of lines, which end a comment, and for
 * `String.raw`, which would see the escapes.
 */
export function escapeWideCharacters(code: string): string {
  if (/[\u2028\u2029]|String\.raw\b/.test(code))
    throw new Error('The bundle has a separator of lines, or String.raw: it cannot be written with escapes.')
  // A backslash before such a character means nothing; before an escape it would.
  return code.replaceAll(/(\\*)([^\0-\xff])/g, (_, slashes: string, unit: string) => {
    const meant = slashes.slice(slashes.length % 2)
    return `${meant}\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
