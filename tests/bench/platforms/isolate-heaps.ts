import { heapAnswers } from './heap-answers.ts'

/** What an isolate takes, MB: pages of its heap, dead objects that were not collected yet among them, and the bytes of its arrays. */
export interface IsolateHeap {
  readonly name: string
  readonly peakMb: number
}

export interface WatchedHeaps {
  /** The most that each isolate took, the largest first. */
  peaks(): IsolateHeap[]
  stop(): void
}

const everyMs = 500
const bytesPerMb = 1024 * 1024

/** Watches all isolates of a workerd through its inspector: the Workers, and those that stand for databases, files and queues. */
export async function watchIsolates(inspectorPort: number): Promise<WatchedHeaps> {
  const answer = await fetch(`http://127.0.0.1:${inspectorPort}/json/list`)
  const targets = (await answer.json()) as { id: string; webSocketDebuggerUrl: string }[]
  const peaks = new Map<string, number>()
  const sockets = await Promise.all(
    targets.map(({ id: name, webSocketDebuggerUrl }) =>
      heapAnswers(webSocketDebuggerUrl, everyMs, ({ totalSize, backingStorageSize }) => {
        const takenMb = (totalSize + backingStorageSize) / bytesPerMb
        peaks.set(name, Math.max(peaks.get(name) ?? 0, takenMb))
      }),
    ),
  )
  return {
    peaks: () =>
      [...peaks]
        .map(([name, peakMb]) => ({ name, peakMb }))
        .sort((left, right) => right.peakMb - left.peakMb),
    stop: () => {
      for (const socket of sockets) socket.close()
    },
  }
}
