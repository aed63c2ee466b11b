import { describe, expect, it } from 'vitest'
import { readSegments } from '#shared/predictions/segments/find-segments.ts'
import { segments } from '#shared/predictions/segments/segments.ts'
import { randomShop, shopContext } from '#tests/support/random-shop.ts'
import { collectRows, train } from '#tests/support/train.ts'

const shop = randomShop(400, 21)
const rows = collectRows(segments, shop, shopContext)
const { result } = train(segments, rows, shopContext)
if (!result.ok) throw new Error(result.failure.message)
const trained = result.value

describe('segments', () => {
  it('are closer together than groups by revenue alone, and measured again the same', () => {
    expect(trained.metrics.silhouette).toBeGreaterThan(trained.baselineMetrics.silhouette ?? 1)
    const stored = JSON.parse(JSON.stringify(trained.artifact))
    expect(segments.evaluate(stored, rows, shopContext)).toEqual(trained.metrics)
    expect(JSON.stringify(train(segments, rows, shopContext, true).result)).toBe(JSON.stringify(result))
  })

  it('keep their names when they are found again among other customers of the same shop', () => {
    const others = collectRows(segments, randomShop(400, 22), shopContext)
    const run = segments.train(others, { ...shopContext, seed: 9 }, null, trained.artifact)
    run.advance()
    const again = run.result()
    const idsOf = (artifact: unknown) => {
      const found = readSegments(artifact)
      return found.ok ? found.value.segments.map(({ id }) => id).sort() : []
    }
    const kept = again.ok ? idsOf(again.value.artifact) : []
    expect(kept.length).toBeGreaterThan(2)
    expect(idsOf(trained.artifact)).toEqual(expect.arrayContaining(kept))
  })

  it('place each buyer in one of them, with words', () => {
    const predictor = segments.predictor(trained.artifact, shopContext)
    const labels = shop.map((example) => predictor.predict(example).rows[0]?.label)
    expect(new Set(labels).size).toBe(trained.metrics.clusterCount)
    expect(
      predictor.predict(shop[0] ?? { customerId: '', purchases: [], activity: '' }).rows[0]?.factors,
    ).toHaveLength(3)
    expect(predictor.predict({ customerId: 'c', purchases: [], activity: '' }).missing).toBe(
      'It takes a first purchase',
    )
  })

  it('are not found among few customers', () => {
    const { result: none } = train(
      segments,
      collectRows(segments, randomShop(30, 1), shopContext),
      shopContext,
    )
    expect(none).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('more are needed') },
    })
  })
})
