import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { repositoryRoot } from '#scripts/repository-root.ts'

const clientFolder = join(repositoryRoot, 'build/client')
const kibibyte = 1024
const largestBase = 90 * kibibyte
const largestRoute = 45 * kibibyte

interface Scripts {
  readonly module: string
  readonly imports?: readonly string[]
}
interface Manifest {
  readonly entry: Scripts
  readonly routes: Readonly<Record<string, Scripts>>
}

/** What Remix tells the browser about the scripts of each route. */
function readManifest(): Manifest {
  const file = readdirSync(join(clientFolder, 'assets')).find((name) => /^manifest-.*\.js$/.test(name)) ?? ''
  const text = readFileSync(join(clientFolder, 'assets', file), 'utf8')
  return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as Manifest
}

function filesOf(scripts: Scripts | undefined): string[] {
  return scripts === undefined ? [] : [scripts.module, ...(scripts.imports ?? [])]
}

function gzippedBytes(files: Iterable<string>): number {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(clientFolder, file))).length, 0)
}

it('keeps the script of every page small', () => {
  const manifest = readManifest()
  const base = new Set([...filesOf(manifest.entry), ...filesOf(manifest.routes.root)])
  expect(gzippedBytes(base)).toBeGreaterThan(0)
  expect(gzippedBytes(base)).toBeLessThanOrEqual(largestBase)
  const routes = Object.entries(manifest.routes).filter(([id]) => id !== 'root')
  expect(routes.length).toBeGreaterThan(8)
  for (const [id, scripts] of routes) {
    const extra = filesOf(scripts).filter((file) => !base.has(file))
    expect(gzippedBytes(extra), id).toBeLessThanOrEqual(largestRoute)
  }
})

it('keeps the parser of the contracts out of the browser', () => {
  const scripts = readdirSync(join(clientFolder, 'assets')).filter((file) => file.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(8)
  for (const script of scripts) {
    const hasParser = readFileSync(join(clientFolder, 'assets', script), 'utf8').includes('ZodError')
    expect(hasParser, script).toBe(false)
  }
})
