/** The JSON value that a vendor answered; undefined when it is none (a proxy's page, an empty body). */
export function parseAnswer(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
