import { useRef } from 'react'

/**
 * The latest value that was there, until `subject` changes. What an action answered is forgotten by Remix as soon as
 * the page refreshes itself.
 */
export function useKept<Value>(value: Value | undefined, subject: string): Value | undefined {
  const kept = useRef<{ value: Value; subject: string }>()
  if (value !== undefined) kept.current = { value, subject }
  return kept.current?.subject === subject ? kept.current.value : undefined
}
