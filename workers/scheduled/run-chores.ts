import { errorReport } from '#shared/kernel/error-report.ts'

/**
 * Does one thing after the other, by name. What fails is told to the log and tried again when it is due; it keeps none of
 * the others from being done.
 */
export async function runChores(chores: Readonly<Record<string, () => Promise<void>>>): Promise<void> {
  for (const [chore, run] of Object.entries(chores)) {
    try {
      await run()
    } catch (error) {
      // biome-ignore lint/suspicious/noConsole: a schedule has nobody else to tell
      console.error(JSON.stringify({ level: 'error', chore, ...errorReport(error) }))
    }
  }
}
