import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '#scripts/repository-root.ts'

/**
 * Puts the built API Worker into a folder, with an entry before it that can have it forget: it empties every Map of a module that
 * was empty once the Worker had started, which are those in which it remembers keys, tenants, models and what it counted. And it can
 * be waited until what goes on behind answers is done: deliveries are written down a moment later, a step of a job writes what it has
 * come to, and both would be those of the next test file. The bundle itself stays as it is.
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
let takesMessages = true
function note(work) {
  const ended = Promise.resolve(work).catch(() => {}).finally(() => left.delete(ended))
  left.add(ended)
}
function noting(context) {
  const waitUntil = (work) => {
    note(work)
    context.waitUntil(work)
  }
  return new Proxy(context, {
    get(target, name) {
      if (name === 'waitUntil') return waitUntil
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
export default {
  ...patron,
  fetch: (request, env, context) => patron.fetch(request, env, noting(context)),
  queue(batch, env, context) {
    if (!takesMessages) return batch.ackAll()
    const work = patron.queue(batch, env, context)
    note(work)
    return work
  },
}
const memory = emptyMapsOfStart()
export class Memory extends WorkerEntrypoint {
  /** From here on messages are for nobody. What was cut off never ends, so this does after ten seconds. */
  async settle() {
    takesMessages = false
    for (let waitedMs = 0; left.size > 0 && waitedMs < 10_000; waitedMs += 10)
      await new Promise((resolve) => setTimeout(resolve, 10))
    left.clear()
  }
  forget() {
    for (const map of memory) map.clear()
  }
  takeMessages() {
    takesMessages = true
  }
}
`
