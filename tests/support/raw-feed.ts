import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'

/** A WebSocket seen frame by frame (RFC 6455): when the server says that it is over, and not when the connection is gone. */
export interface RawFeed {
  readonly status: number
  /** The code of the server's close frame; rejects when there is none in time. */
  closedWithin(ms: number): Promise<number>
  readonly isClosed: boolean
  leave(): void
}

/** Opens one by hand. Local workerd keeps the connection of a closed socket for ten seconds more; what it says is said before. */
export async function openRawFeed(url: string, headers: Readonly<Record<string, string>>): Promise<RawFeed> {
  const { hostname, port, pathname } = new URL(url)
  const socket = connect(Number(port), hostname)
  const lines = {
    Host: `${hostname}:${port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    ...headers,
  }
  const request = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`GET ${pathname} HTTP/1.1\r\n${request.join('')}\r\n`)
  let received = Buffer.alloc(0)
  let code: number | undefined
  let onClosed: (code: number) => void = () => undefined
  const status = await new Promise<number>((resolve, reject) => {
    socket.on('error', reject)
    let isOpen = false
    socket.on('data', (part) => {
      received = Buffer.concat([received, part])
      const headEnd = received.indexOf('\r\n\r\n')
      if (!isOpen && headEnd >= 0) {
        isOpen = true
        resolve(Number(received.toString('latin1', 9, 12)))
        received = received.subarray(headEnd + 4)
      }
      if (!isOpen || code !== undefined) return
      code = closeCodeIn(received)
      if (code !== undefined) onClosed(code)
    })
  })
  return {
    status,
    get isClosed() {
      return code !== undefined
    },
    closedWithin: (ms) =>
      new Promise((resolve, reject) => {
        if (code !== undefined) return resolve(code)
        const timer = setTimeout(() => reject(new Error(`was not closed within ${ms} ms`)), ms)
        onClosed = (found) => {
          clearTimeout(timer)
          resolve(found)
        }
      }),
    leave: () => socket.destroy(),
  }
}

/** The code of the first close frame among unmasked frames; undefined when there is none yet. */
function closeCodeIn(frames: Buffer): number | undefined {
  let at = 0
  while (at + 2 <= frames.length) {
    const opcode = (frames[at] ?? 0) & 0x0f
    const short = (frames[at + 1] ?? 0) & 0x7f
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0
    const bodyAt = at + 2 + lengthBytes
    if (frames.length < bodyAt) return undefined
    const length =
      lengthBytes === 0
        ? short
        : frames.readUIntBE(bodyAt - Math.min(lengthBytes, 6), Math.min(lengthBytes, 6))
    if (frames.length < bodyAt + length) return undefined
    if (opcode === 8) return frames.readUInt16BE(bodyAt)
    at = bodyAt + length
  }
  return undefined
}
