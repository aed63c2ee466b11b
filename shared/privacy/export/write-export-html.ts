import type { ExportSection } from '../../contracts/person-export.ts'
import type { Json, JsonObject } from '../../kernel/json.ts'
import { own } from '../../kernel/own.ts'
import { eventsSection } from './exported-event.ts'
import type { ExportHead } from './write-export-json.ts'

const style = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1a1a1a}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin:2.5rem 0 .25rem}p{margin:.25rem 0 .75rem;color:#444}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #ddd;overflow-wrap:anywhere}
pre{margin:0;white-space:pre-wrap;font-size:.8rem}`

/** An export as one page that needs nothing else and runs nothing, in pieces. */
export async function* writeExportHtml(
  head: ExportHead,
  sections: readonly ExportSection[],
  events: AsyncIterable<readonly JsonObject[]>,
): AsyncGenerator<string> {
  const title = `What ${head.shop} knows about you`
  yield `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><style>${style}</style></head><body><h1>${escaped(title)}</h1><p>Made on ${escaped(head.madeAt)} (all times are UTC). Request ${escaped(head.requestId)}, record ${escaped(head.customerId)}.</p>`
  for (const section of sections) {
    yield `${heading(section)}${section.rows.length === 0 ? '<p>Nothing.</p>' : `${tableStart(section)}${rowsHtml(section, section.rows)}${tableEnd}`}`
  }
  yield `${heading(eventsSection)}${tableStart(eventsSection)}`
  for await (const page of events) yield rowsHtml(eventsSection, page)
  yield `${tableEnd}</body></html>`
}

const tableEnd = '</tbody></table></div>'

type Heading = Omit<ExportSection, 'rows'>

function heading({ title, explanation }: Heading): string {
  return `<h2>${escaped(title)}</h2><p>${escaped(explanation)}</p>`
}

function tableStart({ columns }: Heading): string {
  return `<div class="scroll"><table><thead><tr>${columns.map(({ title }) => `<th scope="col">${escaped(title)}</th>`).join('')}</tr></thead><tbody>`
}

function rowsHtml({ columns }: Heading, rows: readonly Readonly<Record<string, Json>>[]): string {
  return rows
    .map(
      (row) => `<tr>${columns.map(({ name }) => `<td>${cell(own(row, name) ?? null)}</td>`).join('')}</tr>`,
    )
    .join('')
}

function cell(value: Json): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'object') return escaped(String(value))
  if (Array.isArray(value) && value.every((each) => typeof each === 'string'))
    return escaped(value.join(', '))
  return `<pre>${escaped(JSON.stringify(value, null, 1))}</pre>`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
