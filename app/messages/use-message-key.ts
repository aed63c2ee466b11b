import { useRef } from 'react'

/** What an action said of the form with a key. */
export interface KeyAnswer {
  readonly key: string
  /** Whether the message is out; if not, the same form may be sent again. */
  readonly isSent: boolean
}

/**
 * The key of the form that is shown. It stays the same while the page refreshes itself and while the message is not out, so
 * that sending again cannot send twice; after a message it becomes the fresh one, and with it the form is empty again.
 */
export function useMessageKey(freshKey: string, answer: KeyAnswer | undefined): string {
  const current = useRef(answer?.isSent === false ? answer.key : freshKey)
  if (answer?.isSent && answer.key === current.current) current.current = freshKey
  return current.current
}
