const codes: Readonly<Record<string, string>> = {
  ...{ b: '1', f: '1', p: '1', v: '1' },
  ...{ c: '2', g: '2', j: '2', k: '2', q: '2', s: '2', x: '2', z: '2' },
  ...{ d: '3', t: '3', l: '4', m: '5', n: '5', r: '6' },
}

/**
 * American Soundex, as the United States National Archives describe it: the first letter and three digits for the
 * consonants that follow, so that names which sound alike in English meet ("smith" and "smyth" are both s530). A word
 * that does not begin with a Latin letter is answered with its first four characters. `word` is lower case.
 */
export function soundex(word: string): string {
  const first = word.charAt(0)
  if (!/[a-z]/.test(first)) return word.slice(0, 4)
  let code = first
  let before = codes[first]
  for (const letter of word.slice(1)) {
    const digit = codes[letter]
    if (digit !== undefined && digit !== before) code += digit
    if (code.length === 4) return code
    // H and W do not part two letters of one sound; vowels do.
    if (letter !== 'h' && letter !== 'w') before = digit
  }
  return code.padEnd(4, '0')
}
