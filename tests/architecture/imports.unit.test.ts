import { describe, expect, it } from 'vitest'
import { readSourceFiles, type SourceFile } from '#tests/support/source-files.ts'
import { importCycles } from './import-cycles.ts'

const files = readSourceFiles()

/** The folders whose files each folder may import, itself aside. */
const allowedFolders: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  'durable-objects': ['shared'],
  queues: ['shared'],
  workers: ['shared', 'durable-objects', 'queues'],
  app: ['shared'],
  scripts: ['shared', 'workers'],
  tests: ['shared', 'durable-objects', 'queues', 'workers', 'app', 'scripts'],
}

/** Packages by the folder that may use them; a longer path is the more particular rule. */
const allowedPackages: Readonly<Record<string, readonly string[]>> = {
  shared: ['zod', 'ml-kmeans', '@stdlib'],
  'shared/access': ['zod', 'otpauth'],
  'shared/database': ['zod', 'drizzle-orm'],
  'shared/demand': ['zod', 'date-holidays'],
  'shared/demand/export': ['hyparquet-writer'],
  'shared/identity': ['zod', 'libphonenumber-js'],
  'shared/qr-codes': ['uqr'],
  'shared/sources/shopify': ['zod', '@shopify/admin-api-client'],
  'durable-objects': ['cloudflare:workers'],
  queues: ['zod'],
  // Scrypt is not in Web Crypto, and Workers have it from Node.
  'workers/credentials': ['zod', 'hono', 'drizzle-orm', 'jose', 'node:crypto', 'cloudflare:workers'],
  workers: ['zod', 'hono', '@hono/zod-openapi', 'drizzle-orm', '@anthropic-ai/sdk', 'cloudflare:workers'],
}

/** The typed client of the API answers in results; a preview says things in the words of the dashboard; what a role may decides what is shown; a form shows which terms of supply hold. */
const ofApp =
  /^shared\/(?:contracts\/|kernel\/(?:error-report|money|time|result|plain-text)\.ts$|identity\/identifier(?:-words)?\.ts$|customers\/consent-words\.ts$|access\/(?:permissions|roles)\.ts$|replenishment\/(?:supply-rule|inbound-arrivals)\.ts$)/
const ofScripts = /^workers\/credentials\//

function folderOf(path: string): string {
  return path.slice(0, path.indexOf('/'))
}

function sourceOf(path: string): string | undefined {
  return /^shared\/sources\/([^/]+)\//.exec(path)?.[1]
}

/** Imports that `isWrong`, each as one line. */
function wrongImports(isWrong: (file: SourceFile, imported: string) => boolean): string[] {
  return files.flatMap((file) =>
    file.files
      .filter((imported) => isWrong(file, imported))
      .map((imported) => `${file.path} imports ${imported}`),
  )
}

function inFolder(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`)
}

function mayUse(path: string, name: string): boolean {
  const rules = Object.keys(allowedPackages).filter((folder) => inFolder(path, folder))
  const [rule] = rules.sort((left, right) => right.length - left.length)
  if (rule === undefined) return true
  return (allowedPackages[rule] ?? []).some((allowed) => name === allowed || name.startsWith(`${allowed}/`))
}

describe('the imports of the repository', () => {
  it('are read at all', () => {
    expect(files.length).toBeGreaterThan(200)
    expect(files.find(({ path }) => path === 'workers/main.ts')?.files).toContain('workers/env.ts')
    const paths = new Set(files.map(({ path }) => path))
    const ofCode = (imported: string) => /\.tsx?$/.test(imported)
    expect(wrongImports((_, imported) => ofCode(imported) && !paths.has(imported))).toEqual([])
  })

  it('go only from a room to those below it', () => {
    const isAbove = ({ path }: SourceFile, imported: string) => {
      const [from, to] = [folderOf(path), folderOf(imported)]
      return from !== to && allowedFolders[to] !== undefined && !(allowedFolders[from] ?? []).includes(to)
    }
    expect(wrongImports(isAbove)).toEqual([])
  })

  it('bring only pure packages into shared/, and no Node into what runs on Workers', () => {
    const wrong = files.flatMap(({ path, packages }) =>
      packages.filter((name) => !mayUse(path, name)).map((name) => `${path} imports ${name}`),
    )
    expect(wrong).toEqual([])
  })

  it('never lead from one source to another', () => {
    expect(
      wrongImports(({ path }, imported) => {
        const [from, to] = [sourceOf(path), sourceOf(imported)]
        return from !== undefined && to !== undefined && from !== to
      }),
    ).toEqual([])
  })

  it('give the dashboard the contracts and the writing of money, time, identifiers, consents, permissions and terms of supply only', () => {
    expect(
      wrongImports(
        ({ path }, imported) =>
          inFolder(path, 'app') && inFolder(imported, 'shared') && !ofApp.test(imported),
      ),
    ).toEqual([])
  })

  it('give scripts no more of the Workers than credentials', () => {
    expect(
      wrongImports(
        ({ path }, imported) =>
          inFolder(path, 'scripts') && inFolder(imported, 'workers') && !ofScripts.test(imported),
      ),
    ).toEqual([])
  })

  it('never go in a circle', () => {
    // Types alone may, outside of the product's core: a part of a screen takes the type of its route's loader, say.
    const isOuter = (path: string) => inFolder(path, 'app') || inFolder(path, 'scripts')
    const graph = files.map(({ path, files: all, filesAtRunTime }) => {
      return { path, files: isOuter(path) ? filesAtRunTime : all }
    })
    expect(importCycles(graph)).toEqual([])
  })
})

describe('the files of the repository', () => {
  it('are short', () => {
    const isExempt = (path: string) => path.includes('/tables/')
    expect(
      files.filter(({ path, lineCount }) => lineCount > 401 && !isExempt(path)).map(({ path }) => path),
    ).toEqual([])
  })

  it('are named after the one thing in them', () => {
    const vague = /(?:^|[-/.])(?:utils?|helpers?|common|types|misc|manager|impl)(?:[-.]|$)/
    const barrel = /(?:^|\/)index\.tsx?$/
    const isSourceIndex = /^shared\/sources\/[^/]+\/index\.ts$/
    const wrong = files
      .map(({ path }) => path)
      .filter((path) => vague.test(path) || (barrel.test(path) && !isSourceIndex.test(path)))
    expect(wrong).toEqual([])
  })
})
