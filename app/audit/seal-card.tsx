import type { AuditVerification } from '#shared/contracts/audit.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { formatDay } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'

/** Whether the log is as it was written. It is computed only when somebody asks, as it reads all of the log. */
export function SealCard({
  verification,
  checkAddress,
}: {
  verification: AuditVerification | undefined
  checkAddress: string
}) {
  return (
    <Card title="Is it as it was written?">
      <div className="stack">
        {verification === undefined ? (
          <p>
            Nothing in this log can be changed or deleted, and each day is closed with a seal that is computed
            from its entries and from the seal before. Checking computes all seals again.
          </p>
        ) : (
          <Found verification={verification} />
        )}
        <p>
          <ButtonLink to={checkAddress} preventScrollReset>
            Check the seals{verification === undefined ? '' : ' again'}
          </ButtonLink>
        </p>
      </div>
    </Card>
  )
}

function Found({ verification }: { verification: AuditVerification }) {
  const { isIntact, firstBrokenDay, checkedDays, checkedEntries, lastSealedDay, lastSealHash } = verification
  const checked = `${countOf(checkedDays, 'day')} with ${countOf(checkedEntries, 'entry', 'entries')} checked.`
  if (!isIntact) {
    return (
      <Notice tone="bad">
        <p>
          The log was changed
          {firstBrokenDay === null ? '' : `: ${formatDay(firstBrokenDay)} is not as it was sealed`}. {checked}
        </p>
      </Notice>
    )
  }
  return (
    <>
      <Notice tone="good">
        <p>
          {lastSealedDay === null
            ? 'No day is sealed yet; the first is closed when it is over.'
            : `Every sealed day is as it was. ${checked}`}
        </p>
      </Notice>
      {lastSealHash === null || lastSealedDay === null ? null : (
        <p className="small quiet">
          Seal of {formatDay(lastSealedDay)}: <code>{lastSealHash}</code>. Who writes it down elsewhere can
          tell later whether the seals themselves were replaced.
        </p>
      )}
    </>
  )
}
