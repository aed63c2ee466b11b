import { expect, it } from 'vitest'
import {
  type BeginStage,
  type LearningStage,
  learningStages,
} from '#shared/predictions/recommendations/learning-stages.ts'

/** Counts to a number, one a step, and remembers what the stages before it had learned when it began. */
function counting(to: number): BeginStage {
  return (saved, learned): LearningStage => {
    let count = Number(saved?.count ?? 0)
    const before = (saved?.before as string | undefined) ?? [...learned.keys()].join()
    return {
      advance() {
        count += 1
        return count >= to
      },
      get progressRate() {
        return count / to
      },
      save: () => ({ count, before }),
    }
  }
}
const stages = () =>
  new Map([
    ['first', counting(2)],
    ['second', counting(1)],
    ['third', counting(3)],
  ])

it('runs stages one after another, each knowing what those before learned, and comes to the same when cut anywhere', () => {
  const whole = learningStages(stages(), null)
  const progress = [whole.progressRate]
  let steps = 1
  while (!whole.advance()) {
    steps += 1
    progress.push(whole.progressRate)
  }
  expect(steps).toBe(6)
  expect(progress).toEqual([...progress].sort((left, right) => left - right))
  expect(Object.fromEntries(whole.learned)).toEqual({
    first: { count: 2, before: '' },
    second: { count: 1, before: 'first' },
    third: { count: 3, before: 'first,second' },
  })
  expect([whole.progressRate, whole.advance()]).toEqual([1, true])

  let cut = learningStages(stages(), null)
  for (let step = 1; !cut.advance(); step += 1) {
    expect(step).toBeLessThan(6)
    cut = learningStages(stages(), JSON.parse(JSON.stringify(cut.save())))
  }
  expect(cut.save()).toEqual(whole.save())
})
