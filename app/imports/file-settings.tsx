import type { ImportMapping } from '#shared/contracts/imports.ts'
import { SelectField, TextField } from '../components/field.tsx'
import { channelNames } from '../format/wording.ts'

interface FileSettingsProps {
  mapping: ImportMapping
  /** The shop's own, used where the file says nothing. */
  currency: string
  timeZone: string
}

/** How dates and amounts are written in this file, and what holds for all its rows. */
export function FileSettings({ mapping, currency, timeZone }: FileSettingsProps) {
  return (
    <div className="form-grid">
      <SelectField label="Dates are written" name="dateOrder" defaultValue={mapping.dateOrder}>
        <option value="iso">Year first: 2026-01-31</option>
        <option value="day-first">Day first: 31/01/2026</option>
        <option value="month-first">Month first: 01/31/2026</option>
      </SelectField>
      <SelectField label="Decimals are written" name="decimalMark" defaultValue={mapping.decimalMark}>
        <option value=".">With a point: 12.50</option>
        <option value=",">With a comma: 12,50</option>
      </SelectField>
      {mapping.kind === 'orders' || mapping.kind === 'sales' ? <ChannelSetting mapping={mapping} /> : null}
      {mapping.kind === 'orders' ? <CancellationSetting mapping={mapping} /> : null}
      <TextField
        label="Currency"
        name="currency"
        defaultValue={mapping.currency ?? currency}
        maxLength={3}
        hint="For rows that name none"
      />
      <TextField
        label="Time zone"
        name="timeZone"
        defaultValue={mapping.timeZone ?? timeZone}
        hint="For dates that name none"
      />
    </div>
  )
}

/** Where it was bought, in files that tell of sales. */
function ChannelSetting({ mapping }: Pick<FileSettingsProps, 'mapping'>) {
  return (
    <SelectField label="Channel" name="channel" defaultValue={mapping.channel} hint="For rows that name none">
      {Object.entries(channelNames).map(([channel, label]) => (
        <option key={channel} value={channel}>
          {label}
        </option>
      ))}
    </SelectField>
  )
}

/** What only orders have. */
function CancellationSetting({ mapping }: Pick<FileSettingsProps, 'mapping'>) {
  return (
    <TextField
      label="Cancellations begin with"
      name="cancellationPrefix"
      defaultValue={mapping.cancellationPrefix ?? ''}
      maxLength={10}
      hint="A letter before the order number, such as C"
    />
  )
}
