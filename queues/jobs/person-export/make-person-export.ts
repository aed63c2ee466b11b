import type { ConsentRecordView } from '#shared/contracts/consents.ts'
import type { TimelineItem } from '#shared/contracts/customers.ts'
import type { TimelineCursor, TimelineEntry } from '#shared/customers/ingest.ts'
import { timelineItem } from '#shared/customers/views/timeline-view.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { JsonObject } from '#shared/kernel/json.ts'
import { dayMs, toIso } from '#shared/kernel/time.ts'
import { consentHistory } from '#shared/privacy/consent-history.ts'
import { exportFolder, exportFormats, exportKeptDays, exportKey } from '#shared/privacy/export/export-keys.ts'
import { exportSections } from '#shared/privacy/export/export-sections.ts'
import { exportedEvent } from '#shared/privacy/export/exported-event.ts'
import { writeExportHtml } from '#shared/privacy/export/write-export-html.ts'
import { type ExportHead, writeExportJson } from '#shared/privacy/export/write-export-json.ts'
import type { PersonExportMessage } from '../../messages.ts'
import { done, type Outcome } from '../../outcome.ts'
import type { PersonExportPorts } from './person-export-ports.ts'

const eventsPerPage = 500
const messageNames: ReadonlySet<string> = new Set([
  'Message Sent',
  'Message Received',
  'Message Status Updated',
])

/**
 * Makes the two files of an export. They are written page by page, so a timeline may be of any length. The row is the
 * only memory; made twice, the files are the same but for what happened meanwhile. An erasure finds the files by the
 * folder, which is noted before they are written; and what was written after it is removed here.
 */
export async function makePersonExport(
  { requestId }: PersonExportMessage,
  ports: PersonExportPorts,
): Promise<Outcome> {
  const request = await ports.findRequest(requestId)
  if (request === undefined) return { kind: 'drop', reason: 'unknown-privacy-request' }
  if (request.kind !== 'export' || request.status !== 'running') return done
  const resultKey = exportFolder(ports.tenant.tenantId, requestId)
  if (!(await ports.update(request, { resultKey }))) return done

  const facts = await ports.facts(request.customerId)
  if (facts !== undefined) {
    const { customerId } = facts.record
    const madeAtMs = ports.nowMs()
    const head: ExportHead = {
      requestId,
      madeAt: toIso(madeAtMs),
      shop: ports.tenant.name,
      customerId,
    }
    const sections = exportSections({ ...facts, ...(await gather(customerId, ports)) }, madeAtMs)
    const writers = { json: writeExportJson, html: writeExportHtml }
    for (const format of exportFormats) {
      const pieces = writers[format](head, sections, eventRows(customerId, ports))
      await ports.write(exportKey(resultKey, format), pieces)
    }
  }
  const nowMs = ports.nowMs()
  const isThere = facts !== undefined && (await ports.isKnown(request.customerId))
  if (!isThere) await ports.remove(exportFormats.map((format) => exportKey(resultKey, format)))
  await ports.update(request, {
    status: 'done',
    completedAt: nowMs,
    resultKey: isThere ? resultKey : null,
    resultUntil: isThere ? nowMs + exportKeptDays * dayMs : null,
  })
  return done
}

async function gather(
  customerId: string,
  ports: PersonExportPorts,
): Promise<{ consents: ConsentRecordView[]; messages: TimelineItem[] }> {
  const speaking: CanonicalEvent[] = []
  const messages: TimelineItem[] = []
  for await (const page of pages(customerId, ports)) {
    for (const { event: text } of page) {
      const event: CanonicalEvent = JSON.parse(text)
      if (event.consents !== undefined) speaking.push(event)
      if (messageNames.has(event.name)) messages.push(timelineItem(event))
    }
  }
  return { consents: consentHistory(speaking), messages }
}

async function* eventRows(customerId: string, ports: PersonExportPorts): AsyncGenerator<JsonObject[]> {
  for await (const page of pages(customerId, ports)) {
    yield page.map((entry) => exportedEvent(entry, ports.tenant))
  }
}

async function* pages(customerId: string, ports: PersonExportPorts): AsyncGenerator<TimelineEntry[]> {
  let cursor: TimelineCursor | null = null
  for (;;) {
    const page: TimelineEntry[] = await ports.timelineFromStart(customerId, eventsPerPage, cursor)
    yield page
    const last = page.at(-1)
    if (last === undefined || page.length < eventsPerPage) return
    cursor = { occurredAt: last.occurredAt, eventKey: last.eventKey }
  }
}
