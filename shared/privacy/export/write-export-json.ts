import type { ExportSection, PersonExport } from '../../contracts/person-export.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { eventsSection } from './exported-event.ts'

export type ExportHead = Omit<PersonExport, 'sections'>

/** An export as JSON text, in pieces; `events` may be as many as there are. */
export async function* writeExportJson(
  head: ExportHead,
  sections: readonly ExportSection[],
  events: AsyncIterable<readonly JsonObject[]>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"sections":[`
  for (const section of sections) yield `${JSON.stringify(section)},`
  yield `${JSON.stringify(eventsSection).slice(0, -1)},"rows":[`
  let isFirst = true
  for await (const page of events) {
    if (page.length === 0) continue
    yield `${isFirst ? '' : ','}${page.map((row) => JSON.stringify(row)).join(',')}`
    isFirst = false
  }
  yield ']}]}'
}
