import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { repositoryRoot } from '#scripts/repository-root.ts'

/** One file of the repository's own code, and what it imports. */
export interface SourceFile {
  /** From the root, with forward slashes: `shared/kernel/money.ts`. */
  readonly path: string
  readonly lineCount: number
  /** Paths of files, for what is imported from the repository. */
  readonly files: readonly string[]
  /** Those of `files` that are needed at run time: not for their types alone. */
  readonly filesAtRunTime: readonly string[]
  /** Names of packages and of what the runtime brings, as they are written. */
  readonly packages: readonly string[]
}

const folders = ['app', 'durable-objects', 'queues', 'scripts', 'shared', 'tests', 'workers']
/** `import … from`, `export … from`, an import for its effect alone, and a call of import(). */
const importPattern =
  /^(?:import|export)( type)?\b[^;'"()=]*?\bfrom\s*'([^']+)'|^import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm
/** Made by tools, and in no one's hand. */
const generatedFolders = new Set(['build', 'node_modules', '.wrangler', 'fixtures'])

export function readSourceFiles(): SourceFile[] {
  return folders.flatMap(pathsIn).map(readSourceFile)
}

function pathsIn(folder: string): string[] {
  return readdirSync(join(repositoryRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return generatedFolders.has(entry.name) ? [] : pathsIn(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

function readSourceFile(path: string): SourceFile {
  const text = readFileSync(join(repositoryRoot, path), 'utf8')
  const imports = [...text.matchAll(importPattern)].map(([, isType, from, effect, called]) => {
    const specifier = from ?? effect ?? called ?? ''
    return { specifier, file: fileOf(path, specifier), isType: isType !== undefined }
  })
  const toFiles = (chosen: typeof imports) => chosen.flatMap(({ file }) => file ?? [])
  return {
    path,
    lineCount: text.split('\n').length,
    files: toFiles(imports),
    filesAtRunTime: toFiles(imports.filter(({ isType }) => !isType)),
    packages: imports.flatMap(({ file, specifier }) => (file === undefined ? [specifier] : [])),
  }
}

/** The path of an imported file; undefined for a package. */
function fileOf(importer: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1)
  return specifier.startsWith('.') ? join(dirname(importer), specifier) : undefined
}
