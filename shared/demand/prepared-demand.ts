import { emptyPanelScores, type PanelModel, panelModel } from '../forecasting/panel/panel-model.ts'
import { readTreeModel, type TreeModel } from '../ml/trees/tree-ensemble.ts'
import { dayFactors } from './day-factors.ts'
import type { DemandKnowledge } from './demand-knowledge.ts'
import type { DemandRhythm } from './demand-rhythm.ts'
import { historyDays } from './item-demand.ts'
import { outlookDays } from './outlook.ts'
import { tailHorizon } from './tail-forecast.ts'

/** What was learned, ready to be used for one item after the other. */
export interface PreparedDemand {
  readonly rhythm: DemandRhythm
  readonly panel: PanelModel
  /** Trees over all items; null: none. */
  readonly treeModel: TreeModel | null
}

const prepared = new WeakMap<DemandKnowledge, PreparedDemand>()

/** Prepares once for each piece of knowledge. */
export function prepareDemand(knowledge: DemandKnowledge): PreparedDemand {
  const known = prepared.get(knowledge)
  if (known !== undefined) return known
  const { asOfDay } = knowledge.basis
  const made: PreparedDemand = {
    rhythm: {
      asOfDay,
      factors: dayFactors(
        knowledge.calendar,
        knowledge.effects,
        asOfDay - historyDays + 1,
        asOfDay + outlookDays,
        asOfDay,
        knowledge.abroad,
      ),
      seasons: knowledge.seasons,
      seasonDoubts: knowledge.seasonDoubts,
      weekdayShares: knowledge.weekdayShares,
      placeShares: knowledge.placeShares,
    },
    panel: tailPanel(knowledge.tailWeights),
    treeModel: treeModelOf(knowledge),
  }
  prepared.set(knowledge, made)
  return made
}

/** The tail lane's weights alone: spreads are kept with the run. */
export function tailPanel(weights: readonly number[]): PanelModel {
  return panelModel(Float64Array.from(weights), emptyPanelScores(tailHorizon), 1, tailHorizon)
}

function treeModelOf({ itemTrees }: DemandKnowledge): TreeModel | null {
  if (itemTrees === null) return null
  const read = readTreeModel(itemTrees.trees.model)
  return read.ok ? read.value : null
}
