import { parseArgs } from 'node:util'
import { buildApi } from '#scripts/build.ts'
import type { Figure } from './figures/figure.ts'
import { printFigures } from './figures/print-figures.ts'
import { writeReport } from './figures/write-report.ts'
import { acceptedEvents } from './rows/accepted-events.ts'
import { endToEnd } from './rows/end-to-end.ts'
import { identityDirectory } from './rows/identity-directory.ts'
import { largeFile } from './rows/large-file.ts'
import { matcherQuality } from './rows/matcher.ts'
import { mergeSettled } from './rows/merge-settled.ts'
import { onlineRetail } from './rows/online-retail.ts'
import { singleWebhooks } from './rows/single-webhooks.ts'
import { undoFile } from './rows/undo-file.ts'
import { undoMerge } from './rows/undo-merge.ts'
import { visibleLatency } from './rows/visible-latency.ts'

const rows: Readonly<Record<string, () => Promise<Figure[]>>> = {
  'accepted-events': acceptedEvents,
  'single-webhooks': singleWebhooks,
  'end-to-end': endToEnd,
  'identity-directory': identityDirectory,
  'visible-latency': visibleLatency,
  'merge-settled': mergeSettled,
  'undo-merge': undoMerge,
  'online-retail': onlineRetail,
  'large-file': largeFile,
  'undo-file': undoFile,
  matcher: matcherQuality,
}

const { positionals } = parseArgs({ allowPositionals: true })
const unknown = positionals.filter((name) => !(name in rows))
if (unknown.length > 0) {
  throw new Error(`no benchmark is named ${unknown.join(', ')}; there are ${Object.keys(rows).join(', ')}`)
}

if (process.env.PATRON_SKIP_BUILD !== '1') buildApi()
const startedMs = performance.now()
const figures: Figure[] = []
for (const [name, measure] of Object.entries(rows)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  console.log(`${name} ...`)
  const measured = await measure()
  printFigures(measured)
  figures.push(...measured)
}
// A part of the rows would make a report that says nothing of the others.
if (positionals.length === 0) writeReport(figures, new Date(), performance.now() - startedMs)
