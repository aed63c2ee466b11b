/** For how many days the result of an export may be fetched. */
export const exportKeptDays = 7

/** Names an export: what its two objects are filed under. */
export function exportFolder(tenantId: string, requestId: string): string {
  return `exports/${tenantId}/${requestId}/`
}

export const exportFormats = ['json', 'html'] as const
export type ExportFormat = (typeof exportFormats)[number]

export function exportKey(folder: string, format: ExportFormat): string {
  return `${folder}result.${format}`
}
