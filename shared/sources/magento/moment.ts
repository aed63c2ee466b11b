import { parseIso, toIso } from '../../kernel/time.ts'

/** Epoch ms of a moment as Commerce writes one: in UTC, without saying so ("2026-11-02 09:15:12"). */
export function parseMoment(text: string | null | undefined): number | undefined {
  return text == null || !/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)
    ? undefined
    : parseIso(`${text.replace(' ', 'T')}Z`)
}

/** The same, written. */
export function writeMoment(epochMs: number): string {
  return toIso(epochMs).slice(0, 19).replace('T', ' ')
}
