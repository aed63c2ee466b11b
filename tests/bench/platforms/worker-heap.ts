import { createServer } from 'node:net'
import { type HeapAnswer, heapAnswers } from './heap-answers.ts'

/** What a Worker has in memory, in MB: objects, dead ones that were not collected yet among them, and the bytes of its arrays. */
export interface HeapUse {
  readonly objectsMb: number
  readonly arraysMb: number
}

/** Looks into the memory of a Worker again and again. Its own, not that of the databases and files beside it. */
export interface WatchedHeap {
  /** The most that was seen since this was last asked. */
  takePeak(): HeapUse
  stop(): void
}

const everyMs = 20
/** Collecting takes tens of milliseconds itself. */
const collectedEveryMs = 200
const bytesPerMb = 1024 * 1024
const firstFree = 0

/** A port for the inspector: Miniflare does not tell which one it took. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(firstFree, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return address !== null && typeof address === 'object' ? address.port : firstFree
}

/**
 * Watches the Worker of that name. A limit on the heap (see `limitHeaps`) holds within turns of its code as well.
 *
 * @param collects tells only what is alive, by having garbage collected before each look; everything takes longer then
 */
export async function watchHeap(
  inspectorPort: number,
  worker: string,
  collects = false,
): Promise<WatchedHeap> {
  const url = `ws://127.0.0.1:${inspectorPort}/core:user:${worker}`
  let peak = nothing
  const see = (heap: HeapAnswer) => {
    const seen = {
      objectsMb: heap.usedSize / bytesPerMb,
      arraysMb: (heap.backingStorageSize + heap.embedderHeapUsedSize) / bytesPerMb,
    }
    if (seen.objectsMb + seen.arraysMb > peak.objectsMb + peak.arraysMb) peak = seen
  }
  const socket = await heapAnswers(url, collects ? collectedEveryMs : everyMs, see, collects)
  return {
    takePeak: () => {
      const taken = peak
      peak = nothing
      return taken
    },
    stop: () => socket.close(),
  }
}

/** Ends every Worker started from now on whose objects take more than so many MB, as Cloudflare does at 128. */
export function limitHeaps(mostMb: number): void {
  process.env.MINIFLARE_WORKERD_V8_FLAGS = `--max-heap-size=${mostMb}`
}

const nothing: HeapUse = { objectsMb: 0, arraysMb: 0 }
