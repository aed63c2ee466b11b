import type { PrivacyRequestView } from '#shared/contracts/privacy.ts'
import type { Tone } from '../components/badge.tsx'

type Kind = PrivacyRequestView['kind']
type Status = PrivacyRequestView['status']

/** What a request is called by staff, and by the person whose it is. */
export const requestKinds: Readonly<Record<Kind, { readonly name: string; readonly ownName: string }>> = {
  erasure: { name: 'Erasure', ownName: 'Have my data forgotten' },
  export: { name: 'Export', ownName: 'A copy of my data' },
  'shop-erasure': { name: 'A shop has left', ownName: 'A shop has left' },
  restriction: { name: 'Restriction', ownName: 'Keep my data, but do not use it' },
  objection: { name: 'Objection to profiling', ownName: 'No profiling' },
  correction: { name: 'Correction', ownName: 'A correction of my data' },
}

export const requestStatuses: Readonly<
  Record<Status, { readonly name: string; readonly ownName: string; readonly tone: Tone }>
> = {
  open: { name: 'Open', ownName: 'With the shop', tone: 'warn' },
  running: { name: 'Running', ownName: 'Being done', tone: 'info' },
  done: { name: 'Done', ownName: 'Done', tone: 'good' },
}

export function requestAddress(requestId: string): string {
  return `/privacy/requests/${encodeURIComponent(requestId)}`
}
