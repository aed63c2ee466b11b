import { consentWords } from '#shared/customers/consent-words.ts'
import { CheckList } from '../components/check-list.tsx'
import { SelectField, TextField } from '../components/field.tsx'
import { useSession } from '../session/use-session.ts'
import type { DestinationFormState } from './destination-form-state.ts'
import { channelNames, purposes } from './destination-words.ts'

/** Which customers are sent: the consent it takes, and what else has to be true of them. */
export function AudienceFields({ texts, errors }: Pick<DestinationFormState, 'texts' | 'errors'>) {
  const { currency } = useSession().tenant
  return (
    <>
      <div className="form-grid">
        <SelectField
          label="What it is for"
          hint="Who said no to it is never sent"
          name="purpose"
          defaultValue={texts.purpose}
          error={errors['purpose/purpose']}
        >
          {purposes.map((purpose) => (
            <option key={purpose} value={purpose}>
              {consentWords(purpose, null)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="By which way"
          hint="What they said of this way counts, else what they said of all"
          name="channel"
          defaultValue={texts.channel}
          error={errors['purpose/channel']}
        >
          {Object.entries(channelNames).map(([channel, name]) => (
            <option key={channel} value={channel}>
              {name}
            </option>
          ))}
          <option value="">In any way</option>
        </SelectField>
      </div>
      <CheckList
        legend="Consent"
        type="radio"
        name="consent"
        options={[
          {
            value: 'not-refused',
            label: 'Everybody who did not say no',
            note: 'Also who was never asked',
            isChosen: texts.consent !== 'granted',
          },
          {
            value: 'granted',
            label: 'Only who said yes',
            isChosen: texts.consent === 'granted',
          },
        ]}
      />
      <div className="form-grid">
        <WhetherField label="E-mail address" name="hasEmail" texts={texts} />
        <WhetherField label="Phone number" name="hasPhone" texts={texts} />
        <TextField
          label="Orders, at least"
          hint="Empty: any number, none too"
          name="minOrderCount"
          inputMode="numeric"
          autoComplete="off"
          defaultValue={texts.minOrderCount}
          error={errors['audience/minOrderCount']}
        />
        <TextField
          label={`Spent, at least (${currency})`}
          hint="Empty: any amount"
          name="minRevenue"
          inputMode="decimal"
          autoComplete="off"
          defaultValue={texts.minRevenue}
          error={errors['audience/minRevenueMinor']}
        />
        <TextField
          label="Seen in the last days"
          hint="Empty: whenever"
          name="lastSeenWithinDays"
          inputMode="numeric"
          autoComplete="off"
          defaultValue={texts.lastSeenWithinDays}
          error={errors['audience/lastSeenWithinDays']}
        />
      </div>
    </>
  )
}

function WhetherField({
  label,
  name,
  texts,
}: {
  label: string
  name: string
  texts: DestinationFormState['texts']
}) {
  return (
    <SelectField label={label} name={name} defaultValue={texts[name] ?? ''}>
      <option value="">Does not matter</option>
      <option value="yes">Must be known</option>
      <option value="no">Must not be known</option>
    </SelectField>
  )
}
