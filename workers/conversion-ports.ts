import type { ConversionPorts } from '#queues/jobs/note-late-rates.ts'
import { ingestPorts } from './compose.ts'
import type { Env } from './env.ts'
import { runStatements } from './run-statements.ts'
import { tellerPorts } from './teller-ports.ts'

/** What converting orders late needs, over the platform's bindings. */
export function conversionPorts(env: Env): ConversionPorts {
  const { tellersOf, currentCustomerIds } = tellerPorts(env)
  const { project, noteBuyers, report } = ingestPorts(env)
  return {
    tellersOf,
    currentCustomerIds,
    project,
    noteBuyers,
    report,
    read: async <Row>({ text, values }: Parameters<ConversionPorts['read']>[0]) => {
      const { results } = await env.DB.prepare(text)
        .bind(...values)
        .all<Row>()
      return results
    },
    write: async (statements) => {
      await runStatements(env.DB, statements)
    },
    ratesWanted: (objectName, { currency, timeZone }, asked) =>
      env.CUSTOMER.getByName(objectName).ratesWanted({ currency, timeZone }, asked),
    noteRates: (objectName, { currency, timeZone }, asked, rates) =>
      env.CUSTOMER.getByName(objectName).noteRates({ currency, timeZone }, asked, [...rates.values()]),
    nowMs: () => Date.now(),
  }
}
