import type { MemoryDisk } from '#tests/support/memory-disk.ts'

/** A disk as one process sees it: once the process is dead, nothing of it can write there any more. */
export interface MortalDisk {
  readonly disk: MemoryDisk
  die(): void
}

export class ProcessIsDead extends Error {}

export function mortalDisk(disk: MemoryDisk): MortalDisk {
  let isDead = false
  const guarded = <Thing extends object>(thing: Thing): Thing =>
    new Proxy(thing, {
      get(target, name) {
        if (isDead) throw new ProcessIsDead('the process is dead')
        const value: unknown = Reflect.get(target, name, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  return {
    disk: {
      ...disk,
      sql: (objectName) => guarded(disk.sql(objectName)),
      database: guarded(disk.database),
      archive: guarded(disk.archive),
    },
    die: () => {
      isDead = true
    },
  }
}
