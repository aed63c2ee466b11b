import { describe, expect, it } from 'vitest'
import { ExplainerRoom } from '#shared/ml/trees/explainer-room.ts'
import { histogramGbdt } from '#shared/ml/trees/histogram-gbdt.ts'
import { treeExplainer } from '#shared/ml/trees/tree-shap.ts'
import { fitted } from '../estimator-contract.ts'
import { mixedRows } from './labelled-examples.ts'

describe('the room of all explainers', () => {
  it('makes those forget that were used longest ago, until all is within its bound', () => {
    const forgotten: string[] = []
    const room = new ExplainerRoom(10)
    const user = (name: string) => ({ forget: () => forgotten.push(name) })
    const [a, b, c] = [user('a'), user('b'), user('c')]
    room.use(a, 4)
    room.use(b, 4)
    room.use(a, 5)
    expect([forgotten, room.total]).toEqual([[], 9])
    room.use(c, 3)
    expect([forgotten, room.total]).toEqual([['b'], 8])
    room.use(b, 9)
    expect([forgotten, room.total]).toEqual([['b', 'a', 'c'], 9])
  })

  it('lets one that alone is too large stand: it has bounds of its own', () => {
    const room = new ExplainerRoom(10)
    const large = { forget: () => expect.unreachable() }
    room.use(large, 30)
    expect(room.total).toBe(30)
  })

  it('changes no reasons: they are the same to the bit however often they are forgotten', () => {
    const dataset = mixedRows(3, 300, 'class')
    const rows = { first: 0, count: dataset.rowCount }
    const ensembles = [1, 2].map(
      (seed) =>
        fitted(histogramGbdt.fit(dataset, { treeCount: 8, leafCount: 10, minLeafRows: 5, seed })).ensemble,
    )
    const wide = new ExplainerRoom(10_000_000)
    const alone = ensembles.map((ensemble) => treeExplainer(ensemble, 1_000_000, wide)(dataset.columns, rows))
    // Room for one of them, so that each makes the other forget.
    const most = wide.total / 2 + 1_000
    const narrow = new ExplainerRoom(most)
    const explainers = ensembles.map((ensemble) => treeExplainer(ensemble, 1_000_000, narrow))
    for (let round = 0; round < 3; round++) {
      for (const [index, explain] of explainers.entries()) {
        expect(explain(dataset.columns, rows)).toEqual(alone[index])
        expect(narrow.total).toBeLessThan(0.75 * wide.total)
      }
    }
  })
})
