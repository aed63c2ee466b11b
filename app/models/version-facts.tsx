import type { ModelVersionView } from '#shared/contracts/models.ts'
import { Facts } from '../components/facts.tsx'
import { formatDate } from '../format/format-moment.ts'
import { formatCount } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'
import { versionStates } from './model-words.ts'

/** What one looks for first of a version. */
export function VersionFacts({ version }: { version: ModelVersionView }) {
  const timeZone = useTimeZone()
  const { state, origin, trainedAt, promotedAt, dataFrom, dataTo, rowCount, featureNames } = version
  const date = (moment: string) => formatDate(moment, timeZone)
  return (
    <Facts
      facts={[
        { name: 'State', value: versionStates[state].name },
        origin === 'uploaded'
          ? { name: 'Learned elsewhere, uploaded', value: date(trainedAt) }
          : { name: 'Trained', value: date(trainedAt) },
        { name: 'Taken into use', value: promotedAt === null ? 'Never' : date(promotedAt) },
        {
          name: origin === 'uploaded' ? 'Measured on' : 'Learned from',
          value: `${date(dataFrom)} to ${date(dataTo)}`,
        },
        { name: 'Examples', value: formatCount(rowCount) },
        ...(featureNames.length === 0 ? [] : [{ name: 'Features', value: formatCount(featureNames.length) }]),
      ]}
    />
  )
}
