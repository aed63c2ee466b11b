import type { ForecastAccuracyView } from '#shared/contracts/forecasts.ts'
import { Tile } from '../components/tile.tsx'
import { formatRate } from '../format/format-number.ts'
import { biasFigure, biasWords, coverageWords, gainWords, plainGuess } from './accuracy-words.ts'

/** How good the newest forecasts that could be compared were, each figure in words too. */
export function AccuracyFacts({ accuracy }: { accuracy: ForecastAccuracyView }) {
  const { wapeRate, biasRate, naiveWapeRate, coverage80Rate, coverage95Rate, rmsse, mase } = accuracy
  const gain = gainWords(wapeRate, naiveWapeRate)
  const rate = (value: number | null) => (value === null ? 'Not known' : formatRate(value))
  return (
    <div className="tiles">
      <Tile
        label="Off by"
        value={rate(wapeRate)}
        definition={
          <p>
            The sum of all errors over the sum of sales (WAPE). At 20 %, 100 units that were sold had been
            forecast as 80 or 120, on the whole.
          </p>
        }
      >
        <span>{gain === null ? 'nothing to hold it against' : `${gain} than ${plainGuess}`}</span>
      </Tile>
      <Tile
        label="Too high or too low"
        value={biasRate === null ? 'Not known' : biasFigure(biasRate)}
        definition={
          <p>
            The sum of forecasts less the sum of sales, over the sum of sales (bias). Above zero, shelves stay
            full; below, they run empty.
          </p>
        }
      >
        <span>{biasWords(biasRate)}</span>
      </Tile>
      <Tile
        label={`In the 80\u00a0% interval`}
        value={rate(coverage80Rate)}
        definition={
          <p>
            How many sales lay where 8 of 10 should. Fewer: the forecasts are too sure of themselves. In the
            interval of 95 %: {rate(coverage95Rate)}.
          </p>
        }
      >
        <span>{coverageWords(coverage80Rate, 0.8)}</span>
      </Tile>
      <Tile
        label="Against a plain guess"
        value={rmsse === null ? 'Not known' : rmsse.toFixed(2)}
        definition={
          <>
            <p>
              RMSSE: the error of a forecast over that of “as the time before”, squared, so that large misses
              count more; the mean over all. Below 1 is better than the guess.
            </p>
            <p>Without squaring (MASE): {mase === null ? 'not known' : mase.toFixed(2)}.</p>
          </>
        }
      >
        <span>
          {rmsse === null ? 'not known yet' : rmsse < 1 ? 'below 1: better' : 'not below 1: no better'}
        </span>
      </Tile>
    </div>
  )
}
