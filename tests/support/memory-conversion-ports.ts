import { CustomerRates } from '#durable-objects/customer/customer-rates.ts'
import type { ConversionPorts } from '#queues/jobs/note-late-rates.ts'
import type { MemoryDisk } from './memory-disk.ts'
import type { MemoryPlatform } from './memory-platform.ts'

/** What converting orders late needs of the outside, over a platform in memory. `buyers`: who is noted to be scored anew. */
export function memoryConversionPorts(
  { database, ports, erasurePorts }: MemoryPlatform,
  disk: MemoryDisk,
  nowMs: () => number,
  buyers: Set<string> = new Set(),
): ConversionPorts {
  const rates = (objectName: string) => new CustomerRates(disk.sql(objectName))
  return {
    tellersOf: erasurePorts.tellersOf,
    currentCustomerIds: erasurePorts.currentCustomerIds,
    project: ports.project,
    report: ports.report,
    read: async <Row>(statement: Parameters<ConversionPorts['read']>[0]) =>
      database.read(statement).map((row) => ({ ...row })) as Row[],
    write: async (statements) => database.run(statements),
    ratesWanted: async (objectName, tenant, asked) => rates(objectName).wanted(tenant, asked),
    noteRates: async (objectName, tenant, asked, found) => rates(objectName).note(tenant, asked, found),
    noteBuyers: async (_, customerIds) => {
      for (const customerId of customerIds) buyers.add(customerId)
    },
    nowMs,
  }
}
