import { describe, expect, it } from 'vitest'
import { isActive, jobCounts, jobDuration, jobStates, jobTitle } from '#app/jobs/job-words.ts'
import { jobStates as statesOfApi } from '#shared/contracts/jobs.ts'
import { modelKinds } from '#shared/predictions/prediction-kinds.ts'
import { runningJob } from '#tests/support/predicted-shop.ts'

const startedMs = Date.parse(runningJob.startedAt)

describe('the words of jobs', () => {
  it('cover every state and every model', () => {
    expect(Object.keys(jobStates)).toEqual([...statesOfApi])
    const titles = [...modelKinds, null].map((model) => jobTitle({ kind: 'score-customers', model }))
    expect(new Set(titles).size).toBe(titles.length)
    expect(titles.join()).not.toContain('undefined')
    expect(jobTitle({ kind: 'train-model', model: 'churn' })).toBe('Training: churn risk')
    expect(jobTitle({ kind: 'forecast-sales', model: null })).toBe('Forecasting sales')
  })

  it('say which jobs go on', () => {
    expect(statesOfApi.filter((state) => isActive({ state }))).toEqual(['queued', 'running'])
  })

  it('count what was learned from, or predicted, and what had to be done again', () => {
    const job = { ...runningJob, customerCount: 1, resultCount: 2_500, retryCount: 0 }
    expect(jobCounts(job)).toBe('1 customer looked at, 2,500 examples')
    expect(jobCounts({ ...job, kind: 'score-customers', resultCount: 1, retryCount: 2 })).toBe(
      '1 customer looked at, 1 prediction, 2 steps done again',
    )
    expect(jobCounts({ ...job, kind: 'forecast-sales', customerCount: 3, resultCount: 9 })).toBe(
      '3 items looked at, 9 forecasts',
    )
  })

  it('tell how long a job took, or has been going on; never less than nothing', () => {
    expect(jobDuration(runningJob, startedMs + 65_000)).toBe('1 min')
    expect(jobDuration(runningJob, startedMs - 5_000)).toBe('0 s')
    const finishedAt = new Date(startedMs + 12_000).toISOString()
    expect(jobDuration({ ...runningJob, finishedAt }, startedMs + 999_000)).toBe('12 s')
  })
})
