import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '#scripts/repository-root.ts'

/**
 * Puts the built API Worker into a folder, with an entry before it that can have it forget: it empties every Map of a module that
 * was empty once the Worker had started, which are those in which it remembers keys, tenants, models and what it counted. And it can
 * be waited until what requests left to be done after their answers is done: deliveries are written down a moment later, and would be
 * those of the next test file. The bundle itself stays as it is.
 */
export function forgetfulWorker(folder: string): string {
  mkdirSync(folder, { recursive: true })
  copyFileSync(join(repositoryRoot, 'dist/api/main.js'), join(folder, 'patron.js'))
  writeFileSync(join(folder, 'maps-of-start.js'), mapsOfStart)
  writeFileSync(join(folder, 'main.js'), entry)
  return folder
}

/** Evaluated before the bundle. */
const mapsOfStart = `
const RealMap = globalThis.Map
const made = []
globalThis.Map = new Proxy(RealMap, {
  construct(target, values, newTarget) {
    const map = Reflect.construct(target, values, newTarget === globalThis.Map ? target : newTarget)
    made.push(map)
    return map
  },
})
export function emptyMapsOfStart() {
  globalThis.Map = RealMap
  return made.splice(0).filter((map) => map.size === 0)
}
`

const entry = `
import { WorkerEntrypoint } from 'cloudflare:workers'
import { emptyMapsOfStart } from './maps-of-start.js'
import patron from './patron.js'
export * from './patron.js'
const left = new Set()
function noting(context) {
  const waitUntil = (work) => {
    const ended = Promise.resolve(work).finally(() => left.delete(ended))
    left.add(ended)
    context.waitUntil(ended)
  }
  return new Proxy(context, {
    get(target, name) {
      if (name === 'waitUntil') return waitUntil
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
export default { ...patron, fetch: (request, env, context) => patron.fetch(request, env, noting(context)) }
const memory = emptyMapsOfStart()
export class Memory extends WorkerEntrypoint {
  /** What was cut off never ends, so this does after a second. */
  async settle() {
    for (let waitedMs = 0; left.size > 0 && waitedMs < 1_000; waitedMs += 10)
      await new Promise((resolve) => setTimeout(resolve, 10))
    left.clear()
  }
  forget() {
    for (const map of memory) map.clear()
  }
}
`
