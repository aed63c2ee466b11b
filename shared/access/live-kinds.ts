import type { AnyLiveMessage } from '../contracts/streaming.ts'
import type { Permission } from './permissions.ts'

export type LiveKind = AnyLiveMessage['kind']

/** What it takes to be told each kind of message of the live feed: what it takes to read the same by a call. */
const permissionOfKind: Readonly<Record<LiveKind, Permission>> = {
  events: 'events:read',
  predictions: 'predictions:read',
  'forecast-alerts': 'forecasts:read',
}
export const liveKinds = Object.keys(permissionOfKind) as LiveKind[]

/** The kinds that somebody with these permissions is told. */
export function liveKindsFor(permissions: ReadonlySet<Permission>): LiveKind[] {
  return liveKinds.filter((kind) => permissions.has(permissionOfKind[kind]))
}
