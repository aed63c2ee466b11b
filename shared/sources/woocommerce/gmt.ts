import { parseIso, toIso } from '../../kernel/time.ts'

/** Epoch ms of a `*_gmt` field: a moment in UTC that is written without a zone ("2026-11-02T09:15:12"). */
export function parseGmt(text: string | null | undefined): number | undefined {
  return text == null || !/T\d{2}:\d{2}:\d{2}$/.test(text) ? undefined : parseIso(`${text}Z`)
}

/** The same, written: "2026-11-02T09:15:12". */
export function toGmt(epochMs: number): string {
  return toIso(epochMs).slice(0, 19)
}
