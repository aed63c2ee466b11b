import { Form, useNavigation } from '@remix-run/react'
import type { WhatIfAnswer } from '#shared/contracts/forecasts.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { TextField } from '../components/field.tsx'
import type { WhatIfTexts } from './read-what-if-form.ts'
import { WhatIfResult } from './what-if-result.tsx'

export interface WhatIfState {
  readonly texts: WhatIfTexts
  readonly errors?: Readonly<Record<string, string>>
  readonly answer?: WhatIfAnswer
}

/** Thinks a change through before it is made: another price, a promotion, goods that take longer. */
export function WhatIfCard({ state, firstDay }: { state: WhatIfState | undefined; firstDay: string }) {
  const isBusy = useNavigation().state === 'submitting'
  const { texts, errors = {}, answer } = state ?? {}
  return (
    <Card title="What if" id="what-if" note="nothing is changed by asking">
      <div className="stack">
        <Form method="post" className="form" preventScrollReset>
          <div className="what-if-fields">
            <TextField
              label="Price, in per cent"
              hint="-10: a tenth cheaper"
              name="priceChange"
              type="number"
              step="any"
              min={-90}
              max={300}
              defaultValue={texts?.priceChange}
              error={errors.priceChangeRate}
            />
            <TextField
              label="From the day"
              name="fromDay"
              type="date"
              defaultValue={texts?.fromDay ?? firstDay}
              error={errors.fromDay}
            />
            <TextField
              label="For days"
              hint="1 to 91"
              name="days"
              type="number"
              min={1}
              max={91}
              defaultValue={texts?.days ?? '28'}
              error={errors.days}
            />
            <TextField
              label="Days until goods come"
              hint="Empty: as in the rules"
              name="leadTimeDays"
              type="number"
              min={0}
              max={90}
              defaultValue={texts?.leadTimeDays}
              error={errors.leadTimeDays}
            />
          </div>
          <label className="check">
            <input
              type="checkbox"
              name="isPromoted"
              value="yes"
              defaultChecked={texts?.isPromoted === 'yes'}
            />
            <span>It is promoted: in a leaflet, at the door, on the first page</span>
          </label>
          <div className="row">
            <Button type="submit" look="primary" name="intent" value="what-if" disabled={isBusy}>
              See what would come
            </Button>
          </div>
        </Form>
        {answer === undefined ? null : <WhatIfResult answer={answer} />}
      </div>
    </Card>
  )
}
