import { expect, it } from 'vitest'
import { dayMs, minuteMs } from '#shared/kernel/time.ts'
import { forgetSentMessages } from '#workers/scheduled/forget-sent-messages.ts'

const fullHourMs = Date.UTC(2026, 10, 21, 10)

/** A bucket that lists two objects a page, as R2 does with a thousand. */
function bucketOf(ages: Record<string, number>, nowMs: number) {
  const keys = Object.keys(ages).sort()
  const uploadedAt = (key: string) => new Date(nowMs - (ages[key] ?? 0) * dayMs)
  const deleted: string[] = []
  const bucket = {
    list: async ({ prefix, cursor = '0' }: { prefix: string; cursor?: string }) => {
      const found = keys.filter((key) => key.startsWith(prefix))
      const page = found.slice(Number(cursor), Number(cursor) + 2)
      const next = Number(cursor) + 2
      return {
        objects: page.map((key) => ({ key, uploaded: uploadedAt(key) })),
        ...(next < found.length ? { truncated: true, cursor: String(next) } : { truncated: false }),
      }
    },
    delete: async (names: string[]) => {
      deleted.push(...names)
    },
  }
  return { bucket: bucket as unknown as R2Bucket, deleted }
}

const ages = {
  'sent-messages/demo/a': 8,
  'sent-messages/demo/b': 6.9,
  'sent-messages/demo/c': 30,
  'sent-messages/other/d': 7.1,
  'imports/demo/e': 30,
}

it('forgets keys after seven days, of all tenants and pages, and nothing else', async () => {
  const { bucket, deleted } = bucketOf(ages, fullHourMs)
  await forgetSentMessages({ UPLOADS: bucket }, fullHourMs)
  expect(deleted).toEqual(['sent-messages/demo/a', 'sent-messages/demo/c', 'sent-messages/other/d'])
})

it('looks once an hour', async () => {
  const { bucket, deleted } = bucketOf(ages, fullHourMs)
  for (let minute = 1; minute < 60; minute += 1) {
    await forgetSentMessages({ UPLOADS: bucket }, fullHourMs + minute * minuteMs)
  }
  expect(deleted).toEqual([])
})
