import { isLasting } from './ingest/is-lasting.ts'

/** How long to wait before each further try: together longer than a database takes to change hands. */
const waitsMs = [50, 250, 1_000]

/**
 * The same calls, each tried again when it fails in a way that may pass. For work that is one long chain of calls, all
 * of which may be repeated: with a few failures in a hundred calls, it would else never come to its end. What is not
 * asynchronous is left as it is.
 */
export function repeatCalls<Ports extends object>(ports: Ports, wait: (ms: number) => Promise<void>): Ports {
  const repeated = Object.entries(ports).map(([name, call]) => [
    name,
    typeof call !== 'function'
      ? call
      : (...values: unknown[]) => {
          const answer: unknown = call(...values)
          return isPromiseLike(answer) ? repeat(answer, () => call(...values), wait) : answer
        },
  ])
  return Object.fromEntries(repeated) as Ports
}

async function repeat(
  first: PromiseLike<unknown>,
  again: () => PromiseLike<unknown>,
  wait: (ms: number) => Promise<void>,
): Promise<unknown> {
  let attempt = first
  for (const waitMs of waitsMs) {
    try {
      return await attempt
    } catch (error) {
      if (isLasting(error)) throw error
    }
    await wait(waitMs)
    attempt = again()
  }
  return attempt
}

/** Calls of another object give a promise of their own kind. */
function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' || typeof value === 'function'
    ? typeof (value as PromiseLike<unknown> | null)?.then === 'function'
    : false
}
