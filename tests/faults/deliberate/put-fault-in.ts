import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { repositoryRoot } from '#scripts/repository-root.ts'
import { deliberateFaults } from './deliberate-faults.ts'

/** Puts a fault into the modules that this process loads from now on; the files stay as they are. */
export function putFaultIn(name: string): void {
  const fault = deliberateFaults.find((each) => each.name === name)
  if (fault === undefined) throw new Error(`there is no deliberate fault "${name}"`)
  const url = pathToFileURL(`${repositoryRoot}/${fault.file}`).href
  registerHooks({
    load: (loaded, context, next) => {
      const module = next(loaded, context)
      if (loaded !== url) return module
      const pieces = String(module.source).split(fault.text)
      if (pieces.length !== 2)
        throw new Error(`"${fault.text}" is ${pieces.length - 1} times in ${fault.file}`)
      return { ...module, source: pieces.join(fault.replacement) }
    },
  })
}
