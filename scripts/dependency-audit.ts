import * as z from 'zod'

const answerSchema = z.object({
  metadata: z.object({
    vulnerabilities: z.object({
      low: z.int(),
      moderate: z.int(),
      high: z.int(),
      critical: z.int(),
    }),
  }),
})

/** What `npm audit --json` found. Without an answer nothing was checked, and that is said. */
export function readAudit(output: string): { isPassed: boolean; words: string } {
  const answer = answerSchema.safeParse(parsed(output))
  if (!answer.success) {
    return {
      isPassed: true,
      words: 'NOT CHECKED: this registry offers no advisories (npm audit gave no answer)',
    }
  }
  const { low, moderate, high, critical } = answer.data.metadata.vulnerabilities
  return {
    isPassed: high + critical === 0,
    words: `known weaknesses of what is shipped: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low`,
  }
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output)
  } catch {
    return undefined
  }
}
