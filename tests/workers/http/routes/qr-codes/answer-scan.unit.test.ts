import { describe, expect, it } from 'vitest'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { answerScan, type ScanPorts } from '#workers/http/routes/qr-codes/answer-scan.ts'

const tenant = testTenant()
const found = {
  tenant,
  row: {
    code: 'k3v9x2m8',
    tenantId: tenant.tenantId,
    label: 'Till 2',
    targetUrl: 'https://shop.example/loyalty?from=till',
    storeId: 'Bristol',
    campaign: null,
    isActive: true,
    createdAt: 0,
    createdBy: 'manager',
  },
}

/** A world in which the log does what `append` does. */
function world(append: () => Promise<unknown> = async () => undefined) {
  const events: CanonicalEvent[] = []
  const complaints: string[] = []
  const goingOn: Promise<unknown>[] = []
  let idCount = 0
  const ports: ScanPorts = {
    append: (event) => {
      events.push(event)
      return append()
    },
    goOn: (work) => void goingOn.push(work),
    complain: (error) => void complaints.push(String(error)),
    nowMs: 1_795_255_201_000,
    freshId: () => {
      idCount += 1
      return `fresh-id-${idCount}`
    },
    patienceMs: 20,
  }
  return { ports, events, complaints, goingOn }
}

function scan(path: string, headers: Record<string, string> = {}, method = 'GET'): Request {
  return new Request(`https://shop.example/q/k3v9x2m8${path}`, { headers, method })
}

describe('a scan', () => {
  it('is recorded and led on to the target of the code, with a cookie for next time', async () => {
    const { ports, events } = world()
    const response = await answerScan(scan('?r=000917'), found, ports)
    expect([
      response.status,
      response.headers.get('location'),
      response.headers.get('cache-control'),
    ]).toEqual([302, 'https://shop.example/loyalty?from=till', 'no-store'])
    expect(response.headers.get('set-cookie')).toContain('patron_id=fresh-id-1;')
    expect(events).toMatchObject([
      { id: 'fresh-id-2', identifiers: [{ value: 'fresh-id-1' }, { type: 'pos_bill', value: '000917' }] },
    ])
  })

  it('of a visitor with a cookie is that visitor’s, and sets no other', async () => {
    const { ports, events } = world()
    const response = await answerScan(scan('', { cookie: 'patron_id=visitor-1' }), found, ports)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(events).toMatchObject([{ identifiers: [{ type: 'cookie_id', value: 'visitor-1' }] }])
  })

  it.each([{ dnt: '1' }, { 'sec-gpc': '1' }])('with %j is counted without a cookie', async (headers) => {
    const { ports, events } = world()
    const response = await answerScan(scan('', { ...headers, cookie: 'patron_id=visitor-1' }), found, ports)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(events).toMatchObject([{ identifiers: [] }])
  })

  it.each([
    ['a prefetch', scan('', { 'sec-purpose': 'prefetch' })],
    ['a HEAD', scan('', {}, 'HEAD')],
  ])('is not counted when it is %s', async (_, request) => {
    const { ports, events } = world()
    const response = await answerScan(request, found, ports)
    expect([response.status, response.headers.get('set-cookie'), events]).toEqual([302, null, []])
  })

  it.each([
    '?r=https://evil.example',
    '?url=https://evil.example',
    '?to=//evil.example',
    '/..//evil.example',
    '?r=%0d%0aLocation:%20https://evil.example',
  ])('never leads anywhere else: %s', async (path) => {
    const response = await answerScan(scan(path), found, world().ports)
    expect(response.headers.get('location')).toBe(found.row.targetUrl)
  })
})

describe('a log that does not take the scan', () => {
  it('stops nobody when it fails, and that is said', async () => {
    const { ports, complaints } = world(() => Promise.reject(new Error('log away')))
    const response = await answerScan(scan(''), found, ports)
    expect([response.status, complaints]).toEqual([302, ['Error: log away']])
  })

  it('stops nobody when it throws at once', async () => {
    const { ports, complaints } = world(() => {
      throw new Error('no such object')
    })
    expect((await answerScan(scan(''), found, ports)).status).toBe(302)
    expect(complaints).toEqual(['Error: no such object'])
  })

  it('is waited for a little, and goes on after the answer', async () => {
    let finish = (): void => {}
    const slow = new Promise<void>((resolve) => {
      finish = resolve
    })
    const { ports, goingOn, complaints } = world(() => slow)
    const response = await answerScan(scan(''), found, ports)
    expect([response.status, goingOn.length, complaints]).toEqual([302, 1, []])
    finish()
    await goingOn[0]
  })
})
