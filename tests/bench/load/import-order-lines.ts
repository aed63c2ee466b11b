import { Readable } from 'node:stream'
import type { ImportView } from '#shared/contracts/imports.ts'
import type { TestPlatform } from '../../support/test-platform.ts'
import { type OrderLinesCounts, orderLinesFile } from './order-lines-file.ts'

const pollEveryMs = 200

/**
 * Imports a file of order lines of about so many bytes, and waits until every order is visible everywhere. The file is sent as it is
 * made, so that it is never whole in this process either. Counts into `counts` on the way.
 */
export async function importOrderLines(
  platform: TestPlatform,
  byteCount: number,
  counts: OrderLinesCounts,
): Promise<ImportView> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: Readable.toWeb(Readable.from(orderLinesFile(byteCount, counts))),
    duplex: 'half',
  }
  const created = await platform.api('/v1/imports?fileName=orders.csv', request as unknown as RequestInit)
  if (!created.ok) throw new Error(`the upload was answered ${created.status}: ${await created.text()}`)
  const { id } = (await created.json()) as ImportView
  return importIn(platform, id, 'done')
}

/** The import once it is in a state; throws when it cannot get there. */
export async function importIn(
  platform: TestPlatform,
  importId: string,
  state: ImportView['state'],
): Promise<ImportView> {
  for (;;) {
    const view = await platform.get<ImportView>(`/v1/imports/${importId}`)
    if (view.state === 'failed' || view.state === 'awaiting-mapping')
      throw new Error(`the import is ${view.state}`)
    if (view.state === state) return view
    await new Promise((resolve) => setTimeout(resolve, pollEveryMs))
  }
}
