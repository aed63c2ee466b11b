import type { CanonicalEvent } from '#shared/events/event.ts'
import { mapScan } from '#shared/qr-codes/map-scan.ts'
import {
  asksNotToBeTracked,
  isLookAhead,
  newVisitorCookie,
  receiptNumberOf,
  visitorOf,
} from '#shared/qr-codes/read-scan.ts'
import type { FoundCode } from './find-scanned-code.ts'

/** What answering a scan needs of the world. */
export interface ScanPorts {
  /** Resolves once the event is durable. */
  append(event: CanonicalEvent): Promise<unknown>
  /** What is not done when the answer goes out goes on here. */
  goOn(work: Promise<unknown>): void
  /** Says that a scan could not be recorded. */
  complain(error: unknown): void
  readonly nowMs: number
  /** A fresh name, of letters, digits and dashes. */
  readonly freshId: () => string
  /** A shopper does not wait longer for the log than this. */
  readonly patienceMs: number
}

/**
 * Leads a scan to where its code points, and nowhere else. It is recorded first, so that it is on disk once the shopper
 * goes on; but a log that is slow or away must not stop anybody at the till.
 */
export async function answerScan(request: Request, { row }: FoundCode, ports: ScanPorts): Promise<Response> {
  const url = new URL(request.url)
  const header = (name: string) => request.headers.get(name) ?? undefined
  const headers = new Headers({ location: row.targetUrl, 'cache-control': 'no-store' })
  if (!isLookAhead(request.method, header)) {
    const isShy = asksNotToBeTracked(header)
    const known = isShy ? undefined : visitorOf(header('cookie'))
    const cookieId = isShy ? undefined : (known ?? ports.freshId())
    if (cookieId !== undefined && known === undefined) {
      headers.append('set-cookie', newVisitorCookie(cookieId, url.protocol === 'https:'))
    }
    const event = mapScan(row, {
      scanId: ports.freshId(),
      scannedAtMs: ports.nowMs,
      receiptNumber: receiptNumberOf(url),
      cookieId,
    })
    const recorded = record(event, ports)
    ports.goOn(recorded)
    await Promise.race([recorded, new Promise((resolve) => setTimeout(resolve, ports.patienceMs))])
  }
  return new Response(null, { status: 302, headers })
}

async function record(event: CanonicalEvent, ports: ScanPorts): Promise<void> {
  try {
    await ports.append(event)
  } catch (error) {
    ports.complain(error)
  }
}
