import { describe, expect, it } from 'vitest'
import { limitedRequest, readForm } from '#app/session/limited-request.server.ts'

const megabyte = 1024 * 1024

/** A body that comes in pieces of 64 KiB when it is asked for them, and tells how many there were. */
function pieces(count: number, head = '') {
  const taken = { count: 0 }
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (taken.count === count) return controller.close()
        taken.count += 1
        const text = taken.count === 1 ? head : ''
        controller.enqueue(new TextEncoder().encode(text.padEnd(64 * 1024, 'x')))
      },
    },
    { highWaterMark: 0 },
  )
  return { body, taken }
}

function form(
  path: string,
  body: BodyInit,
  headers: Record<string, string> = { 'Content-Type': 'application/x-www-form-urlencoded' },
): Request {
  const init = { method: 'POST', body, headers, duplex: 'half' } as RequestInit
  return new Request(`http://patron.test:8788${path}`, init)
}
const declared = (byteCount: number) => ({
  'Content-Type': 'application/x-www-form-urlencoded',
  'Content-Length': String(byteCount),
})

describe('limitedRequest', () => {
  it('lets a form of a usual size through, with or without its length', async () => {
    for (const headers of [undefined, declared(7)]) {
      const request = await limitedRequest(form('/settings', 'a=1&b=2', headers))
      expect(request).toBeInstanceOf(Request)
      expect([...(await request.formData())]).toEqual([
        ['a', '1'],
        ['b', '2'],
      ])
    }
    const page = new Request('http://patron.test:8788/models')
    expect(await limitedRequest(page)).toBe(page)
  })

  it('answers what says that it is too large, and keeps nothing of it', async () => {
    const { body, taken } = pieces(40)
    const answer = await limitedRequest(form('/settings', body, declared(40 * 64 * 1024)))
    expect(answer).toMatchObject({ status: 413 })
    expect(taken.count).toBe(40)
  })

  it('breaks off what does not say its size where it becomes too large', async () => {
    const { body, taken } = pieces(1_000, 'a=')
    const request = await limitedRequest(form('/settings', body))
    await expect(request.formData()).rejects.toThrow()
    expect(taken.count).toBeLessThan(40)
  })

  it.each([
    '/imports',
    '/imports?index',
    '/imports.data?index',
    '/models/churn',
    '/models/churn?index',
    '/models/churn.data',
  ])('leaves %s alone, which has a limit of its own', async (path) => {
    const { body, taken } = pieces(3)
    const request = form(path, body, declared(100 * megabyte))
    expect(await limitedRequest(request)).toBe(request)
    expect(taken.count).toBe(0)
  })

  it('leaves parts of a file alone, and not what is told of them', async () => {
    const uploads = '/imports/uploads?import=imp_1&part=3'
    const part = new Request(form(uploads, pieces(3).body, declared(8 * megabyte)), { method: 'PUT' })
    expect(await limitedRequest(part)).toBe(part)
    const told = form('/imports/uploads', 'x', declared(2 * megabyte))
    expect(await limitedRequest(told)).toMatchObject({ status: 413 })
  })

  it.each(['/imports/imp_1', '/imports/imp_1.data', '/models', '/models/churn/3', '/x/imports'])(
    'limits %s',
    async (path) => {
      expect(await limitedRequest(form(path, 'x', declared(2 * megabyte)))).toMatchObject({ status: 413 })
    },
  )
})

describe('readForm', () => {
  it('reads a file that is small enough, and none that is not, whether it says so or not', async () => {
    const upload = new FormData()
    upload.set('intent', 'upload')
    upload.set('file', new File(['x'.repeat(100_000)], 'model.txt'))
    const read = (mostBytes: number, headers?: Record<string, string>) => {
      const whole = new Request('http://patron.test/', { method: 'POST', body: upload })
      return readForm(
        new Request(whole, { headers: { ...Object.fromEntries(whole.headers), ...headers } }),
        mostBytes,
      )
    }
    const form_ = await read(200_000)
    const file = form_?.get('file')
    expect([form_?.get('intent'), file instanceof File ? file.size : 0]).toEqual(['upload', 100_000])
    expect(await read(50_000)).toBeUndefined()
    expect(await read(200_000, { 'Content-Length': '300000' })).toBeUndefined()
  })

  it('takes no more of a body without an end than its limit', async () => {
    const { body, taken } = pieces(1_000, 'a=')
    expect(await readForm(form('/models/churn', body), 5 * 64 * 1024)).toBeUndefined()
    expect(taken.count).toBeLessThan(12)
  })

  it('fails as before where the body is no form', async () => {
    await expect(readForm(form('/', 'x', { 'Content-Type': 'text/plain' }), 100)).rejects.toThrow()
  })
})
