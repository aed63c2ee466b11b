import type { SourceFile } from '#tests/support/source-files.ts'

/** Every circle of imports, as the paths along it from one file back to the same. Empty when there is none. */
export function importCycles(files: readonly Pick<SourceFile, 'path' | 'files'>[]): string[][] {
  const importsOf = new Map(files.map((file) => [file.path, file.files]))
  const done = new Set<string>()
  const cycles: string[][] = []
  const visit = (path: string, way: readonly string[]): void => {
    const seenAt = way.indexOf(path)
    if (seenAt !== -1) cycles.push([...way.slice(seenAt), path])
    if (seenAt !== -1 || done.has(path)) return
    for (const imported of importsOf.get(path) ?? []) visit(imported, [...way, path])
    done.add(path)
  }
  for (const { path } of files) visit(path, [])
  return cycles
}
