import { createRequire } from 'node:module'
import { availableParallelism, cpus, totalmem } from 'node:os'

/** What the figures were measured on, as lines of a list. */
export function machineLines(): string[] {
  const memoryGb = Math.round(totalmem() / 2 ** 30)
  return [
    `${availableParallelism()} cores of ${cpus()[0]?.model ?? 'an unknown CPU'}, ${memoryGb} GB of memory, ${process.platform}`,
    `Node ${process.version}, workerd ${versionOf('workerd')}, miniflare ${versionOf('miniflare')}`,
  ]
}

function versionOf(packageName: string): string {
  return createRequire(import.meta.url)(`${packageName}/package.json`).version
}
