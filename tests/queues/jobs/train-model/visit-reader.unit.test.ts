import { describe, expect, it } from 'vitest'
import { newJob } from '#queues/jobs/new-job.ts'
import { textsOfCatalogue } from '#queues/jobs/train-model/read-catalogue.ts'
import type { TrainingPorts } from '#queues/jobs/train-model/training-ports.ts'
import { VisitReader } from '#queues/jobs/train-model/visit-reader.ts'
import { activityText, addActivity } from '#shared/features/activity.ts'
import { dayMs } from '#shared/kernel/time.ts'
import type { LearningExample } from '#shared/predictions/trainable.ts'
import { newEvent } from '#tests/support/new-event.ts'
import { tinyTrainable } from '#tests/support/tiny-trainable.ts'

const nowMs = 20_000 * dayMs
const job = newJob({
  tenantId: 'tenant',
  jobId: 'job',
  kind: 'train-model',
  model: 'recommendations',
  seed: 1,
  startedBy: 'test',
  startedAt: nowMs,
})

/** A customer who was last seen so many days ago; null: of whom nothing may be used. */
function seen(number: number, daysAgo: number | null): LearningExample {
  const at = nowMs - (daysAgo ?? 0) * dayMs
  const activity = addActivity([], newEvent({ occurredAt: at, receivedAt: at, channel: 'web' }))
  return { customerId: `c${number}`, purchases: [], activity: daysAgo === null ? '' : activityText(activity) }
}

function reader(customerCount = 10, viewsOfDays: number | null = 30) {
  const asked: string[] = []
  const ports = {
    trainable: { ...tinyTrainable(), ...(viewsOfDays !== null && { viewsOfDays }) },
    countCustomers: async () => customerCount,
    views: async (customerIds: readonly string[], sinceMs: number) => {
      asked.push(...customerIds)
      return new Map(customerIds.map((id) => [id, [{ productId: `${id}-saw`, at: sinceMs }]]))
    },
  } as unknown as TrainingPorts
  return { asked, visits: new VisitReader(job, ports) }
}

describe('what customers looked at', () => {
  it('is asked of those who were seen lately, and of nobody of whom nothing may be used', async () => {
    const { asked, visits } = reader()
    await visits.open()
    const examples = await visits.addTo([seen(1, 2), seen(2, 31), seen(3, null), seen(4, 29)])
    expect(asked).toEqual(['c1', 'c4'])
    expect(examples.map(({ customerId, views }) => [customerId, views?.length])).toEqual([
      ['c1', 1],
      ['c2', 0],
      ['c3', 0],
      ['c4', 1],
    ])
    expect(examples[0]?.views).toEqual([{ productId: 'c1-saw', at: nowMs - 30 * dayMs }])
  })

  it('is asked of so many in a step, and of very many customers of some drawn by lot, the same ones each time', async () => {
    const many = Array.from({ length: 600 }, (_, number) => seen(number, 1))
    const few = reader(600)
    await few.visits.open()
    await few.visits.addTo(many.slice(0, 499))
    expect(few.visits.isAtLimit).toBe(false)
    await few.visits.addTo(many.slice(499))
    expect(few.visits.isAtLimit).toBe(true)
    expect(few.asked).toHaveLength(600)

    const drawn = [reader(500_000), reader(500_000)]
    for (const { visits } of drawn) {
      await visits.open()
      await visits.addTo(many)
    }
    // A tenth of them, give or take.
    expect(drawn[0]?.asked.length).toBeGreaterThan(30)
    expect(drawn[0]?.asked.length).toBeLessThan(95)
    expect(drawn[1]?.asked).toEqual(drawn[0]?.asked)
  })

  it('is not asked for a model that does not want it', async () => {
    const { asked, visits } = reader(10, null)
    await visits.open()
    const examples = [seen(1, 1)]
    expect(await visits.addTo(examples)).toBe(examples)
    expect(asked).toEqual([])
  })
})

describe('the catalogue', () => {
  const product = (productId: string) => ({
    productId,
    name: productId,
    category: null,
    brand: null,
    priceMinor: null,
  })

  it('is read to its end, page by page, for a model that wants it', async () => {
    const asked: (string | null)[] = []
    const catalogue = async (after: string | null) => {
      asked.push(after)
      return after === null
        ? { products: [product('a'), product('b')], nextAfter: 'b' }
        : { products: [product('c')], nextAfter: null }
    }
    const catalogueText = ({ productId }: { productId: string }) =>
      [productId.charCodeAt(0), productId] as const
    const texts = await textsOfCatalogue({ trainable: { ...tinyTrainable(), catalogueText }, catalogue })
    expect([...texts.values()]).toEqual(['a', 'b', 'c'])
    expect(asked).toEqual([null, 'b'])
    expect((await textsOfCatalogue({ trainable: tinyTrainable(), catalogue })).size).toBe(0)
    expect(asked).toHaveLength(2)
  })
})
