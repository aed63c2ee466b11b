import type { ModelCurve, ModelVersionView } from '#shared/contracts/models.ts'
import type { Point } from '../charts/line-path.ts'
import { Card } from '../components/card.tsx'
import { CurveChart } from '../components/curve-chart.tsx'
import { useSession } from '../session/use-session.ts'
import { axisText, type CurveWords, curveSummary, curveWords } from './curve-words.ts'

interface CurveCardProps {
  kind: ModelVersionView['kind']
  curves: readonly ModelCurve[]
}

/** The curves of a version, each with how to read it. */
export function CurveCard({ kind, curves }: CurveCardProps) {
  const { currency } = useSession().tenant
  const drawn = curves.flatMap(({ name, points }) => {
    const words = curveWords(kind, name)
    const summary = curveSummary(words, points, currency)
    return summary === undefined ? [] : [{ name, points, summary, words }]
  })
  if (drawn.length === 0) return null
  return (
    <Card title="Curves" note="on customers it did not learn from">
      <div className="curves">
        {drawn.map(({ name, points, summary, words }) => (
          <section key={name} className="prediction">
            <h3>{words.title}</h3>
            <p className="small quiet">
              {words.about}
              {words.chance === undefined ? '' : ` Dashed: ${words.chance.name}.`}
            </p>
            <CurveChart
              title={words.title}
              summary={summary}
              points={points}
              reference={referenceOf(words, points)}
              xName={words.xName}
              yName={words.yName}
              formatX={(value) => axisText(value, words.xUnit, currency)}
              formatY={(value) => axisText(value, words.yUnit, currency)}
            />
          </section>
        ))}
      </div>
    </Card>
  )
}

/** The dashed line of what chance would give. */
function referenceOf({ chance, xUnit }: CurveWords, points: readonly Point[]): Point[] {
  if (chance === undefined) return []
  const end = xUnit === 'rate' ? 1 : (points.at(-1)?.x ?? 1)
  return chance.line === 'diagonal'
    ? [
        { x: 0, y: 0 },
        { x: end, y: end },
      ]
    : [
        { x: 0, y: 1 },
        { x: end, y: 1 },
      ]
}
