const deepestIndent = 40
const tokens = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/g

/**
 * JSON with a line a value; undefined when the text is no object and no list. Every value is written as it came:
 * parsing would change the digits of a number that JavaScript cannot hold, and drop a name that stands twice. Deeper
 * than forty levels nothing is indented further, or a few nested kilobytes would become gigabytes.
 */
export function indentedJson(text: string): string | undefined {
  if (!isObjectOrList(text)) return undefined
  let depth = 0
  let before = ''
  const written: string[] = []
  const newLine = () => written.push('\n', '  '.repeat(Math.min(depth, deepestIndent)))
  for (const [token] of text.matchAll(tokens)) {
    const isOpening = before === '{' || before === '['
    if (token === '}' || token === ']') {
      depth -= 1
      if (!isOpening) newLine()
    } else if (isOpening || before === ',') newLine()
    written.push(token === ':' ? ': ' : token)
    if (token === '{' || token === '[') depth += 1
    before = token
  }
  return written.join('')
}

function isObjectOrList(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}
