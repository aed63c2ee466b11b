import { fallbackWords } from '#shared/contracts/fallback-words.ts'
import type { ForecastSummaryView, ForecastView } from '#shared/contracts/forecasts.ts'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { ShareBar } from '../components/share-bar.tsx'
import { countOf, formatRate } from '../format/format-number.ts'
import { abcWords, demandClassWords, howItSells, laneWords, xyzWords } from './demand-words.ts'
import { methodName } from './method-words.ts'

const shownMembers = 4

interface OriginCardProps {
  forecast: ForecastView
  summary: ForecastSummaryView | undefined
}

/** How the forecast of an item came about: its models, why a plain one stands in, and what one must know of its sales. */
export function OriginCard({ forecast, summary }: OriginCardProps) {
  const { lane, members, fallback, stockOutDays } = forecast
  const { name, meaning } = howItSells(forecast)
  return (
    <Card title="How it came about" note={laneWords[lane].name}>
      <div className="stack">
        <p>{laneWords[lane].meaning}</p>
        {fallback === null ? null : (
          <Notice>
            <p>A plain method, because {fallbackWords(fallback)}.</p>
          </Notice>
        )}
        {members.length === 0 ? null : (
          <ul className="members">
            {mostOf(members).map(({ name: member, share }) => (
              <li className="member" key={member}>
                <span>{member}</span>
                <span className="number">{formatRate(share)}</span>
                <ShareBar share={share} />
              </li>
            ))}
          </ul>
        )}
        <dl className="origin-facts">
          <div>
            <dt>{name}</dt>
            <dd>
              It {meaning === demandClassWords.none.meaning ? 'rests: nothing was sold lately' : meaning}.
            </dd>
          </div>
          {classesOf(summary, lane).map(({ letter, words }) => (
            <div key={letter}>
              <dt>{letter}</dt>
              <dd>{words}</dd>
            </div>
          ))}
          <div>
            <dt>Stock</dt>
            <dd>
              {stockOutDays === 0
                ? 'There was always something to sell in the last 91 days, as far as counts of stock say.'
                : `Nothing was there to sell on ${countOf(stockOutDays, 'day')} of the last 91. Such days count as unknown, not as days nobody wanted it.`}
            </dd>
          </div>
        </dl>
      </div>
    </Card>
  )
}

/** The models that count most, by what they are called, and the others together. */
function mostOf(members: ForecastView['members']): ForecastView['members'] {
  const named = members.map(({ name, share }) => ({ name: methodName(name), share }))
  if (named.length <= shownMembers) return named
  const others = named.slice(shownMembers - 1)
  const share = others.reduce((sum, member) => sum + member.share, 0)
  return [...named.slice(0, shownMembers - 1), { name: `${others.length} others`, share }]
}

/** What is new has not been sold for long enough to say how evenly. */
function classesOf(
  summary: ForecastSummaryView | undefined,
  lane: ForecastView['lane'],
): { letter: string; words: string }[] {
  if (summary === undefined) return []
  const { abcClass } = summary
  const xyzClass = lane === 'new' ? '' : summary.xyzClass
  return [
    { letter: abcClass, words: wordsOf(abcWords, abcClass, (words) => `One of ${words}.`) },
    { letter: xyzClass, words: wordsOf(xyzWords, xyzClass, (words) => `It ${words}.`) },
  ].filter(({ words }) => words !== '')
}

function wordsOf(
  table: Readonly<Record<string, string>>,
  key: string,
  sentence: (words: string) => string,
): string {
  const words = Object.hasOwn(table, key) ? table[key] : undefined
  return words === undefined ? '' : sentence(words)
}
