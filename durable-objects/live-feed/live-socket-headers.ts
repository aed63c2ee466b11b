import { type LiveKind, liveKinds } from '#shared/access/live-kinds.ts'
import { minuteMs } from '#shared/kernel/time.ts'

/** With which a WebSocket is closed when the credential it was opened with is no longer good. */
export const credentialEndedCode = 4001

/**
 * No socket is open for longer, as no access token is good for longer: whoever watches opens it again with a credential
 * that is looked at again. So one that nobody could tell of an ended credential ends all the same.
 */
export const longestSocketMs = 15 * minuteMs

const holderHeader = 'x-patron-holder'
const endsAtHeader = 'x-patron-ends-at'
const kindsHeader = 'x-patron-kinds'

/** What the Worker tells the object of who opens a socket, in the place of whatever the caller wrote there. */
export function liveSocketHeaders(
  headers: Headers,
  credential: {
    readonly holder: string
    readonly endsAtMs: number | null
    /** Of which kinds of messages its permissions let it hear. */
    readonly kinds: readonly LiveKind[]
  },
  nowMs: number,
): Headers {
  const told = new Headers(headers)
  told.set(holderHeader, credential.holder)
  told.set(
    endsAtHeader,
    String(Math.min(credential.endsAtMs ?? Number.POSITIVE_INFINITY, nowMs + longestSocketMs)),
  )
  told.set(kindsHeader, credential.kinds.join(' '))
  return told
}

export function readLiveSocketHeaders(headers: Headers): {
  holder: string
  endsAtMs: number
  kinds: LiveKind[]
} {
  const named = (headers.get(kindsHeader) ?? '').split(' ')
  return {
    holder: headers.get(holderHeader) ?? '',
    endsAtMs: Number(headers.get(endsAtHeader)),
    kinds: liveKinds.filter((kind) => named.includes(kind)),
  }
}
