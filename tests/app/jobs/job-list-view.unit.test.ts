import { describe, expect, it } from 'vitest'
import { jobListAddress, jobListQuery, jobListStates, parseJobListView } from '#app/jobs/job-list-view.ts'
import { listJobsQuerySchema } from '#shared/contracts/jobs.ts'

const view = (search: string) => parseJobListView(new URLSearchParams(search))

describe('the view of jobs', () => {
  it.each(['/jobs', '/jobs?state=failed', '/jobs?state=done&cursor=abc'])('%s leads to itself', (address) => {
    expect(jobListAddress(view(address.split('?')[1] ?? ''))).toBe(address)
  })

  it('overlooks what it does not know', () => {
    expect(jobListAddress(view('state=asleep&cursor='))).toBe('/jobs')
  })

  it('asks for what the API takes', () => {
    for (const state of jobListStates) {
      const query = jobListQuery({ state, cursor: 'abc' })
      expect(listJobsQuerySchema.parse(query)).toEqual(query)
    }
  })
})
