import { Icon } from '../components/icon.tsx'
import type { ForecastLevel } from './forecast-view.ts'

const formats = [
  { format: 'csv', name: 'CSV' },
  { format: 'parquet', name: 'Parquet' },
] as const

/** All forecasts of a level as files. */
export function ForecastDownloads({ level, about }: { level: ForecastLevel; about: string }) {
  return (
    <div className="row">
      <span className="small quiet">All forecasts by {about}:</span>
      {formats.map(({ format, name }) => (
        <a
          key={format}
          className="button button-small"
          href={`/v1/forecasts/export?format=${format}&level=${level}`}
          download
        >
          <Icon name="download" />
          {name}
        </a>
      ))}
    </div>
  )
}
