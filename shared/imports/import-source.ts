/**
 * All files are one source, whatever they hold and whichever came first: an order in two files is one order, and a
 * customer or product number means the same in all of them.
 */
export const importSource = 'csv/files'

/** Whether an event came with a file. */
export function isImported(eventKey: string): boolean {
  return eventKey.startsWith(`${importSource}:`)
}
