/** What the log is told of something that was thrown. */
export interface ErrorReport {
  readonly error: string
  /** Where it was thrown: the lines of the stack that name places in the code, without the message before them. */
  readonly frames: readonly string[]
}

const mostCauses = 3
const mostFrames = 12
const longestMessage = 300

/**
 * What of a thrown thing may stand in the log, which more people read than may see a customer's data. A plain error says
 * what the code itself or the platform says of it. Others quote what they choked on (the parser of JSON its text, a failed
 * query its values, a call its address), so of those only the kind stays, and the SQL of a query without its values.
 */
export function errorReport(thrown: unknown): ErrorReport {
  const words: string[] = []
  let each = thrown
  for (let depth = 0; depth <= mostCauses && each !== undefined && each !== null; depth += 1) {
    words.push(wordsOf(each))
    each = each instanceof Error ? each.cause : undefined
  }
  return { error: words.join(', because of '), frames: framesOf(thrown) }
}

function wordsOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `a thrown ${typeof thrown}`
  // Drizzle's error for a failed query: values stand in `params`, and in the message.
  if ('query' in thrown && 'params' in thrown) return `Failed query: ${String(thrown.query)}`
  if (thrown.name !== 'Error') return thrown.name
  return `Error: ${thrown.message.slice(0, longestMessage)}`
}

function framesOf(thrown: unknown): string[] {
  const lines = thrown instanceof Error ? (thrown.stack ?? '').split('\n') : []
  return lines
    .filter((line) => /^ {4}at \S/.test(line) && /:\d+:\d+\)?$/.test(line))
    .slice(0, mostFrames)
    .map((line) => line.trim())
}
