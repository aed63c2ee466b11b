import type { ListAuditEntriesQuery } from '#shared/contracts/audit.ts'
import { dayMs, parseIso, toIso } from '#shared/kernel/time.ts'

/** What the page of the audit log shows: all of it stands in the address. Days are UTC, as the log is sealed. */
export interface AuditView {
  readonly actor: string
  readonly operation: string
  readonly subject: string
  /** First and last day, as 2026-11-21; empty for no bound. */
  readonly fromDay: string
  readonly toDay: string
  readonly cursor: string | undefined
}

const pageSize = 50

/** The view an address names; what is no day in it is as if it were not there. */
export function parseAuditView(params: URLSearchParams): AuditView {
  const text = (name: string) => (params.get(name) ?? '').trim()
  return {
    actor: text('actor'),
    operation: text('operation'),
    subject: text('subject'),
    fromDay: dayOrNone(text('from')),
    toDay: dayOrNone(text('to')),
    cursor: params.get('cursor') || undefined,
  }
}

function dayOrNone(text: string): string {
  return text.length === 10 && parseIso(text) !== undefined ? text : ''
}

export function isNarrowed({ actor, operation, subject, fromDay, toDay }: AuditView): boolean {
  return [actor, operation, subject, fromDay, toDay].some((text) => text !== '')
}

/** The address of a view; what is empty is left out. */
export function auditAddress({ actor, operation, subject, fromDay, toDay, cursor }: AuditView): string {
  const params = { actor, operation, subject, from: fromDay, to: toDay, cursor: cursor ?? '' }
  return withParams('/settings/audit', params)
}

/** Where the whole of what the view narrows to is, as a file. */
export function auditFileAddress(view: AuditView): string {
  const { actor, operation, subject, from, to } = auditQuery(view)
  const params = { actor, operation, subject, from, to }
  return withParams('/v1/audit/export.csv', params)
}

/** What to ask the API for: to the end of the last day. */
export function auditQuery(view: AuditView): ListAuditEntriesQuery {
  const { actor, operation, subject, fromDay, toDay, cursor } = view
  const fromMs = parseIso(fromDay)
  const toMs = parseIso(toDay)
  return {
    actor: actor || undefined,
    operation: operation || undefined,
    subject: subject || undefined,
    from: fromMs === undefined ? undefined : toIso(fromMs),
    to: toMs === undefined ? undefined : toIso(toMs + dayMs),
    limit: pageSize,
    cursor,
  }
}

function withParams(path: string, params: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== '') search.set(name, value)
  }
  return search.size === 0 ? path : `${path}?${search}`
}
