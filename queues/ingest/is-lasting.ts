const faultsOfCode = new Set(['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError'])
const faultsOfData = /SQLITE_(?:CONSTRAINT|TOOBIG|MISMATCH|RANGE)|too big/i

/** Whether an error comes from the data itself (or a fault in our code that it brings out) and not from the moment. */
export function isLasting(error: unknown): boolean {
  return error instanceof Error && (faultsOfCode.has(error.name) || faultsOfData.test(error.message))
}
