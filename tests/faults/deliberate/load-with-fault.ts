import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { repositoryRoot } from '#scripts/repository-root.ts'
import { deliberateFaults } from './deliberate-faults.ts'

const root = pathToFileURL(`${repositoryRoot}/`).href
const packages = `${root}node_modules/`
/** Between the address of a module and the name of the fault that its copy is loaded with. */
const mark = '?with='
const resolved = new Map<string, string>()
const sources = new Map<string, string>()

registerHooks({ resolve: resolveCopy, load: loadCopy })

/**
 * Loads a module of this repository anew, and all that it imports, with that deliberate fault in it; '' for none. The
 * files stay as they are, and so do other copies.
 */
export function loadWithFault<Module>(url: string, fault: string): Promise<Module> {
  if (fault !== '' && deliberateFaults.every(({ name }) => name !== fault))
    throw new Error(`there is no deliberate fault "${fault}"`)
  return import(`${url}${mark}${encodeURIComponent(fault)}`)
}

/** What a copy imports is a copy with the same fault. */
function resolveCopy(
  ...[specifier, context, next]: Parameters<NonNullable<Parameters<typeof registerHooks>[0]['resolve']>>
) {
  const [parent, fault] = (context.parentURL ?? '').split(mark)
  if (fault === undefined) return next(specifier, context)
  const key = `${specifier} from ${parent}`
  const url = resolved.get(key) ?? next(specifier, { ...context, parentURL: parent }).url
  resolved.set(key, url)
  if (!url.startsWith(root) || url.startsWith(packages))
    return next(specifier, { ...context, parentURL: parent })
  return { url: `${url}${mark}${fault}`, format: 'module', shortCircuit: true }
}

function loadCopy(
  ...[url, context, next]: Parameters<NonNullable<Parameters<typeof registerHooks>[0]['load']>>
) {
  const [file = '', name] = url.split(mark)
  if (name === undefined) return next(url, context)
  const fault = deliberateFaults.find((each) => each.name === decodeURIComponent(name))
  if (fault !== undefined && file === `${root}${fault.file}`)
    return { format: 'module', source: stripTypeScriptTypes(spoilt(file, fault)), shortCircuit: true }
  const source = sources.get(file) ?? stripTypeScriptTypes(textOf(file))
  sources.set(file, source)
  return { format: 'module', source, shortCircuit: true }
}

function spoilt(url: string, { file, text, replacement }: (typeof deliberateFaults)[number]): string {
  const pieces = textOf(url).split(text)
  if (pieces.length !== 2) throw new Error(`"${text}" is ${pieces.length - 1} times in ${file}`)
  return pieces.join(replacement)
}

function textOf(url: string): string {
  return readFileSync(fileURLToPath(url), 'utf8')
}
