import { Form, useNavigation } from '@remix-run/react'
import { staffRoles } from '#shared/access/roles.ts'
import type { TenantView } from '#shared/contracts/tenant.ts'
import type { FormRefusal } from '../api/form-refusal.server.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CheckList } from '../components/check-list.tsx'
import { TextArea, TextField } from '../components/field.tsx'
import { retentionKinds, retentionWords } from '../privacy/retention-words.ts'
import { roleWords } from '../users/role-words.ts'

interface ShopFormProps {
  shop: TenantView
  refused: FormRefusal | undefined
}

/** What the shop is called, where it is, and how it treats data. */
export function ShopForm({ shop, refused }: ShopFormProps) {
  const isBusy = useNavigation().state === 'submitting'
  const field = (name: string, value: string) => ({
    name,
    defaultValue: refused?.texts[name] ?? value,
    error: refused?.errors[name],
  })
  return (
    <Form method="post" className="form">
      <Card title="The shop">
        <div className="form">
          <div className="form-grid">
            <TextField label="Name" required maxLength={120} {...field('name', shop.name)} />
            <TextField
              label="Country"
              hint="Two letters, such as GB; telephone numbers without a country are read as of it"
              required
              maxLength={2}
              {...field('country', shop.country)}
            />
            {shop.isCurrencyFixed ? (
              <TextField
                label="Currency"
                hint="Orders are counted in it, so it cannot be changed any more"
                value={shop.currency}
                readOnly
              />
            ) : (
              <TextField
                label="Currency"
                hint="Three letters, such as GBP; of all totals"
                required
                maxLength={3}
                {...field('currency', shop.currency)}
              />
            )}
            <TextField
              label="Time zone"
              hint="Such as Europe/London; decides which day a sale belongs to"
              required
              spellCheck={false}
              {...field('timeZone', shop.timeZone)}
            />
          </div>
          <TextArea
            label="The shop's own telephone numbers"
            hint="One a line. Staff type them in when a buyer gives none, so they name nobody"
            spellCheck={false}
            {...field('ownPhones', shop.ownPhones.join('\n'))}
          />
        </div>
      </Card>
      <Card title="Unusual behaviour">
        <TextField
          label="What is unusual"
          hint="Per cent off the usual: a purchase, a gap between purchases or a day of the shop that is further off is told, unless it varies as much anyway"
          inputMode="numeric"
          required
          {...field('spendingDeviationThreshold', String(Math.round(shop.spendingDeviationThreshold * 100)))}
        />
      </Card>
      <Card title="Profiling">
        <CheckList
          legend="Of whom may be predicted what they might do"
          hint="Who objected is never profiled, whatever stands here."
          type="radio"
          name="profiling"
          isRequired
          options={profilingChoices.map(({ value, label, note }) => ({
            value,
            label,
            note,
            isChosen: (refused?.texts.profiling ?? profilingOf(shop)) === value,
          }))}
        />
        <CheckList
          legend="What Global Privacy Control of a visitor’s browser means"
          hint="Browsers send it with every visit, whichever tracking library the shop uses."
          type="radio"
          name="privacySignal"
          isRequired
          options={privacySignalChoices.map(({ value, label, note }) => ({
            value,
            label,
            note,
            isChosen:
              (refused?.texts.privacySignal ?? (shop.isPrivacySignalIgnored ? 'ignore' : 'refuse')) === value,
          }))}
        />
      </Card>
      <Card title="Second factor">
        <CheckList
          legend="Who must have one to sign in with a password"
          hint="They have a week to set it up; after that they can do nothing else until they have. Who signs in through your company’s provider answers to that."
          type="checkbox"
          name="secondFactorRoles"
          options={staffRoles.map((role) => ({
            value: role,
            label: roleWords[role].name,
            isChosen: shop.secondFactorRoles.includes(role),
          }))}
        />
      </Card>
      <Card title="How long data is kept" note="in days">
        <div className="form-grid">
          {retentionKinds.map((kind) => (
            <TextField
              key={kind}
              label={retentionWords[kind].name}
              hint={retentionWords[kind].about}
              inputMode="numeric"
              required
              {...field(`retention/${kind}`, String(shop.retention[kind]))}
            />
          ))}
        </div>
      </Card>
      <div className="row">
        <Button type="submit" look="primary" disabled={isBusy}>
          Save
        </Button>
      </div>
    </Form>
  )
}

const profilingChoices = [
  {
    value: 'law',
    isProfilingOptOut: null,
    label: 'As the law of the country wants',
    note: 'In the EU only who said yes; elsewhere until they object.',
  },
  { value: 'opt-in', isProfilingOptOut: false, label: 'Only who said yes', note: 'Wherever they are.' },
  {
    value: 'opt-out',
    isProfilingOptOut: true,
    label: 'Everybody, until they object',
    note: 'Only with a legal basis of yours.',
  },
] as const

const privacySignalChoices = [
  {
    value: 'refuse',
    label: 'They refuse sale and profiling',
    note: 'As the laws of California and other states want. It is noted among their consents.',
  },
  { value: 'ignore', label: 'Nothing', note: 'Only where no law asks for it.' },
] as const

function profilingOf({ isProfilingOptOut }: TenantView): string {
  return profilingChoices.find((choice) => choice.isProfilingOptOut === isProfilingOptOut)?.value ?? 'law'
}
