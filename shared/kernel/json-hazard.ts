/** Why a JSON text is not read, though it may be JSON. */
export type JsonHazard = 'too-deep' | 'repeated-name' | 'unsafe-name'

export const maxJsonDepth = 32

/** Names that programs written in JavaScript may take for something of their own. */
const unsafeNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * What is dangerous about a JSON text before it is parsed: nesting deeper than {@link maxJsonDepth}, a name that stands
 * twice in one object (readers differ in which of the two they take), or a name that is not safe to have. One pass, no
 * recursion; a text that is not JSON at all may pass, and fails when it is parsed.
 */
export function jsonHazard(text: string): JsonHazard | undefined {
  /** For each open bracket: the names so far of an object, or null for a list. */
  const open: (Set<string> | null)[] = []
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index]
    if (char === '"') {
      const end = endOfString(text, index)
      const names = open.at(-1)
      if (names && isName(text, end)) {
        const name = nameOf(text.slice(index, end + 1))
        if (unsafeNames.has(name)) return 'unsafe-name'
        if (names.has(name)) return 'repeated-name'
        names.add(name)
      }
      index = end
    } else if (char === '{' || char === '[') {
      if (open.length === maxJsonDepth) return 'too-deep'
      open.push(char === '{' ? new Set() : null)
    } else if (char === '}' || char === ']') {
      open.pop()
    }
  }
  return undefined
}

/** Where the closing quote is; the end of the text when there is none. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1
    else if (text[index] === '"') return index
  }
  return text.length
}

const colon = /[ \t\r\n]*:/y

function isName(text: string, end: number): boolean {
  colon.lastIndex = end + 1
  return colon.test(text)
}

/** The name that a quoted text spells, escapes undone. */
function nameOf(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted
  }
}
