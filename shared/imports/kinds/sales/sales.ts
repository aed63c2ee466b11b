import type { CanonicalEvent } from '../../../events/event.ts'
import type { ReportedLine, SalesReport } from '../../../events/sales-report.ts'
import { shardOf } from '../../../kernel/hash.ts'
import { lineAmountMinor, toMinorUnits } from '../../../kernel/money.ts'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import { hourMs } from '../../../kernel/time.ts'
import { compareTexts } from '../../compare-texts.ts'
import type { ConfirmedMapping } from '../../confirm-mapping.ts'
import { type RejectPlace, type RowReject, rowReject } from '../../row-reject.ts'
import type { ImportKindWork } from '../import-kind.ts'
import { channelOfWord } from '../orders/channel-words.ts'
import { cellReader, type RowCells } from '../read-cells.ts'
import { stateEvent } from '../state-event.ts'
import { DayTotals, mostUnits, type SoldRow } from './day-totals.ts'

/** A day of more items becomes several events, each a part of it. */
const linesPerPart = 500

const earliestDay = '1970-01-01'

/** Nowhere is it later than 14 hours after UTC. */
const furthestZoneMs = 14 * hourMs

/**
 * A file of what was sold in all: the rows of a day in a place, through one channel, become one report. What it says of an
 * item takes the place of what an earlier file said of the same item, day, place and channel.
 */
export const salesKind: ImportKindWork = {
  rowReader(columns, mapping) {
    const readCells = cellReader(columns, mapping)
    return (cells, place) => {
      const read = readCells(cells, place)
      if (!read.ok) return read
      const row = soldRow(read.value, place, mapping)
      return row.ok ? succeed({ group: groupOf(row.value), line: JSON.stringify(row.value) }) : row
    }
  },

  collector(mapping, { uploadedAtMs, receivedAtMs }) {
    const totals = new Map<string, DayTotals>()
    const latestDay = new Date(uploadedAtMs + furthestZoneMs).toISOString().slice(0, 10)
    return {
      add(line): RowReject | undefined {
        const row = JSON.parse(line) as SoldRow
        if (row.day > latestDay) {
          return rowReject('day-to-come', row, mapping.columns.soldOn ?? null, row.day)
        }
        const group = groupOf(row)
        const ofGroup = totals.get(group) ?? new DayTotals(row)
        totals.set(group, ofGroup)
        const refusal = ofGroup.add(row)
        return refusal && rowReject(refusal, row, null)
      },
      *records() {
        for (const ofGroup of totals.values()) {
          yield { events: reportsOf(ofGroup, mapping.currency, uploadedAtMs, receivedAtMs), rejects: [] }
        }
      },
    }
  },
}

function groupOf({ day, channel, storeId }: Pick<SoldRow, 'day' | 'channel' | 'storeId'>): string {
  return `${day} ${channel} ${storeId}`
}

/** What a row says was sold. Units below zero came back; what was paid for those is no revenue of others. */
function soldRow(
  { texts }: RowCells,
  place: RejectPlace,
  mapping: ConfirmedMapping,
): Result<SoldRow, RowReject> {
  const { soldOn = '', productId, productName, category, storeId = '', channel } = texts
  const { columns } = mapping
  if (soldOn < earliestDay) return fail(rowReject('unknown-date', place, columns.soldOn ?? null, soldOn))
  const sku = productId ?? productName
  if (sku === undefined) {
    return fail(rowReject('missing-value', place, columns.productId ?? columns.productName ?? null))
  }
  const told = Number(texts.units)
  const returned = Number(texts.returnedUnits ?? 0)
  for (const field of ['units', 'returnedUnits'] as const) {
    if (Math.abs(Number(texts[field] ?? 0)) > mostUnits) {
      return fail(rowReject('amount-too-large', place, columns[field] ?? null, texts[field]))
    }
  }
  const revenue = told > 0 ? revenueOf(texts, mapping.currency) : succeed(0)
  if (!revenue.ok) {
    const field = texts.revenue === undefined ? 'unitPrice' : 'revenue'
    return fail(rowReject('amount-too-large', place, columns[field] ?? null, texts[field]))
  }
  return succeed({
    lineNumber: place.lineNumber,
    record: place.record,
    day: soldOn,
    storeId,
    channel: channel === undefined ? mapping.channel : channelOfWord(channel),
    sku,
    ...(productName !== undefined && { name: productName }),
    ...(category !== undefined && { category }),
    units: Math.max(told, 0),
    returnedUnits: Math.abs(returned) + Math.max(-told, 0),
    revenueMinor: revenue.value,
  })
}

/** What the units of a row came to, in minor units; 0 where the file does not say. */
function revenueOf({ revenue, units = '0', unitPrice }: RowCells['texts'], currency: string): Result<number> {
  if (revenue !== undefined) return toMinorUnits(revenue, currency)
  return unitPrice === undefined ? succeed(0) : lineAmountMinor(units, unitPrice, currency)
}

/** The events of a day in a place: one, or one for each part. */
function reportsOf(
  totals: DayTotals,
  currency: string,
  uploadedAtMs: number,
  receivedAtMs: number,
): CanonicalEvent[] {
  const { day, storeId, channel } = totals
  return [...partsOf(totals.lines())].map(([part, lines]) => {
    const salesReport: SalesReport = { day, ...(storeId !== '' && { storeId }), part, currency, lines }
    const content = {
      kind: 'track' as const,
      name: 'Sales Reported',
      channel,
      occurredAt: uploadedAtMs,
      identifiers: [],
      salesReport,
    }
    return stateEvent('sales', content, receivedAtMs)
  })
}

/** Lines by the part they belong to. The number of parts doubles, so that most files of a shop divide a day alike. */
function partsOf(lines: readonly ReportedLine[]): Map<string, ReportedLine[]> {
  let partCount = 1
  while (lines.length > partCount * linesPerPart) partCount *= 2
  const parts = new Map<string, ReportedLine[]>()
  for (const line of [...lines].sort((left, right) => compareTexts(left.sku, right.sku))) {
    const part = partCount === 1 ? '' : `${shardOf(line.sku, partCount) + 1}/${partCount}`
    const together = parts.get(part)
    if (together === undefined) parts.set(part, [line])
    else together.push(line)
  }
  return parts
}
