import type { ImportView } from '#shared/contracts/imports.ts'
import type { Tone } from '../components/badge.tsx'

type State = ImportView['state']

/** What the states of an import are called, and how they feel. */
export const importStates: Record<State, { label: string; tone: Tone }> = {
  uploading: { label: 'Uploading', tone: 'info' },
  'awaiting-mapping': { label: 'Waiting for you', tone: 'warn' },
  reading: { label: 'Reading the file', tone: 'info' },
  loading: { label: 'Loading', tone: 'info' },
  settling: { label: 'Updating customers', tone: 'info' },
  done: { label: 'Done', tone: 'good' },
  cancelled: { label: 'Cancelled', tone: 'plain' },
  failed: { label: 'Failed', tone: 'bad' },
  undoing: { label: 'Being undone', tone: 'info' },
  undone: { label: 'Undone', tone: 'plain' },
}

/** Whether an import goes on by itself, so that its page should look again. */
export function isRunning(state: State): boolean {
  return state === 'reading' || state === 'loading' || state === 'settling' || state === 'undoing'
}

/** Whether nothing of an import has been loaded yet, so that it can be cancelled. */
export function isUntouched(state: State): boolean {
  return state === 'uploading' || state === 'awaiting-mapping' || state === 'reading'
}
