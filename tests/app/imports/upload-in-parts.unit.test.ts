import { describe, expect, it } from 'vitest'
import { type UploadPlace, uploadInParts } from '#app/imports/upload-in-parts.ts'

const partBytes = 4
const content = 'abcdefghij'
const file = {
  name: 'orders.csv',
  size: content.length,
  lastModified: 1,
  slice: (from?: number, to?: number) => new Blob([content.slice(from, to)]),
}

/** A dashboard in memory that keeps the parts it gets; `failing` says which of its calls go wrong, and how. */
class MemoryDashboard implements UploadPlace {
  readonly calls: string[] = []
  readonly parts = new Map<number, string>()
  readonly kept = new Map<string, string>()
  readonly pauses: number[] = []
  state: 'none' | 'uploading' | 'whole' = 'none'
  failing: (call: number) => 'lost' | number | undefined = () => undefined

  readonly storage = {
    getItem: (key: string) => this.kept.get(key) ?? null,
    setItem: (key: string, value: string) => void this.kept.set(key, value),
    removeItem: (key: string) => void this.kept.delete(key),
  }

  readonly fetch: typeof fetch = async (path, init) => {
    const method = init?.method ?? 'GET'
    this.calls.push(`${method} ${path}`)
    const failure = this.failing(this.calls.length)
    if (failure === 'lost') throw new TypeError('network')
    if (failure !== undefined) return Response.json({ error: 'No.' }, { status: failure })
    const { searchParams } = new URL(String(path), 'http://dashboard.test')
    if (method === 'PUT')
      this.parts.set(Number(searchParams.get('part')), await new Response(init?.body).text())
    if (method === 'POST') this.state = searchParams.has('import') ? 'whole' : 'uploading'
    const receivedParts = [...this.parts.keys()]
    const upload = this.state === 'uploading' ? { partBytes, partCount: 3, receivedParts } : null
    return Response.json({ id: 'imp_1', byteCount: file.size, upload })
  }

  async pause(ms: number): Promise<void> {
    this.pauses.push(ms)
  }

  get content(): string {
    return [1, 2, 3].map((number) => this.parts.get(number) ?? '').join('')
  }
}

describe('uploadInParts', () => {
  it('sends every part and then says so, telling how far it is', async () => {
    const place = new MemoryDashboard()
    const told: number[] = []
    expect(await uploadInParts(file, place, (sent) => told.push(sent))).toEqual({ ok: true, value: 'imp_1' })
    expect(place.calls).toEqual([
      'POST /imports/uploads',
      'PUT /imports/uploads?import=imp_1&part=1',
      'PUT /imports/uploads?import=imp_1&part=2',
      'PUT /imports/uploads?import=imp_1&part=3',
      'POST /imports/uploads?import=imp_1',
    ])
    expect([place.content, told, place.kept.size]).toEqual([content, [4, 8, 10], 0])
  })

  it('ends the same wherever a call is lost or the server fails it, with longer and longer pauses', async () => {
    for (const failure of ['lost', 503, 429] as const) {
      for (let failing = 1; failing <= 5; failing += 1) {
        const place = new MemoryDashboard()
        place.failing = (call) => (call === failing || call === failing + 1 ? failure : undefined)
        const sent = await uploadInParts(file, place, () => undefined)
        expect([sent.ok, place.content, place.pauses]).toEqual([true, content, [500, 1000]])
      }
    }
  })

  it('goes on with the missing parts when the same file is chosen again', async () => {
    const place = new MemoryDashboard()
    place.failing = (call) => (call > 2 ? 'lost' : undefined)
    const broken = await uploadInParts(file, place, () => undefined)
    expect(broken).toMatchObject({ ok: false, failure: { message: 'The connection was lost.' } })
    expect([...place.parts.keys()]).toEqual([1])

    place.failing = () => undefined
    place.calls.length = 0
    expect((await uploadInParts(file, place, () => undefined)).ok).toBe(true)
    expect(place.calls).toEqual([
      'GET /imports/uploads?import=imp_1',
      'PUT /imports/uploads?import=imp_1&part=2',
      'PUT /imports/uploads?import=imp_1&part=3',
      'POST /imports/uploads?import=imp_1',
    ])
    expect(place.content).toBe(content)
  })

  it('begins anew when the earlier upload is whole or gone', async () => {
    for (const answer of [undefined, 404] as const) {
      const place = new MemoryDashboard()
      place.kept.set('patron-upload orders.csv 10 1', 'imp_0')
      place.failing = (call) => (call === 1 ? answer : undefined)
      expect(await uploadInParts(file, place, () => undefined)).toEqual({ ok: true, value: 'imp_1' })
      expect(place.calls.slice(0, 2)).toEqual(['GET /imports/uploads?import=imp_0', 'POST /imports/uploads'])
    }
  })

  it('gives up at once what the server refuses, in its words', async () => {
    const place = new MemoryDashboard()
    place.failing = () => 422
    const sent = await uploadInParts(file, place, () => undefined)
    expect(sent).toMatchObject({ ok: false, failure: { message: 'No.' } })
    expect(place.calls).toHaveLength(1)
  })
})
