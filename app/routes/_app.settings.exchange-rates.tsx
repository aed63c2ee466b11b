import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { dayIn } from '#shared/kernel/time.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { TextField } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Pagination } from '../components/pagination.tsx'
import { EmptyState } from '../components/states.tsx'
import { Table } from '../components/table.tsx'
import { ExchangeRateForm } from '../exchange-rates/exchange-rate-form.tsx'
import { UnconvertedCard } from '../exchange-rates/unconverted-card.tsx'
import { formatDay } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'
import { refusedFields } from '../rules/refused-fields.server.ts'
import { useMay } from '../session/use-session.ts'

const path = '/settings/exchange-rates'

export const meta: MetaFunction = () => [{ title: 'Exchange rates · Patron' }]

/** `?currency=USD` lists that currency alone. What is no code of three letters lists all. */
export async function loader(args: LoaderFunctionArgs) {
  const { request } = args
  const { searchParams } = new URL(request.url)
  const written = (searchParams.get('currency') ?? '').trim().toUpperCase()
  const wanted = /^[A-Z]{3}$/.test(written) ? written : undefined
  const cursor = searchParams.get('cursor') ?? undefined
  const api = await apiClient(args)
  const [found, overview] = await Promise.all([
    api.listExchangeRates({ currency: wanted, cursor }),
    api.getOverview({ days: 1 }),
  ])
  // A code that is none is said beside the field, not on a page of its own.
  const isUnknown = !found.ok && found.failure.status === 422
  const list = expectSuccess(isUnknown ? await api.listExchangeRates({}) : found, request)
  const { allTime, timeZone } = expectSuccess(overview, request)
  return {
    ...list,
    wanted,
    isUnknown,
    cursor,
    isSet: searchParams.has('set'),
    unconverted: allTime.unconverted,
    today: dayIn(timeZone, Date.now()),
  }
}

/** Sets one rate. */
export async function action(args: ActionFunctionArgs) {
  const form = await args.request.formData()
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const texts = { currency: text('currency').toUpperCase(), day: text('day'), rate: text('rate') }
  const api = await apiClient(args)
  const answer = await api.updateExchangeRates({ rates: [{ ...texts, rate: Number(texts.rate) }] })
  if (answer.ok) return redirect(`${path}?set=yes`)
  const { failure } = answer
  if (failure.status === 401) expectSuccess(answer, args.request)
  return data(
    { error: failure.message, texts, errors: refusedFields(failure, '/rates/0') },
    { status: failure.status >= 400 ? failure.status : 503 },
  )
}

export default function ExchangeRatesPage() {
  const page = useLoaderData<typeof loader>()
  const { currency, rates, nextCursor, cursor, wanted, isUnknown, unconverted, today } = page
  const refused = useActionData<typeof action>()
  const mayManage = useMay('catalogue:manage')
  const filter = wanted === undefined ? '' : `currency=${wanted}`
  return (
    <div className="stack">
      <PageHeader
        title="Exchange rates"
        lead={`What one unit of another currency is worth in ${currency}, from a day on. An order gets the newest rate of its day, or before: when it comes, or once there is one.`}
      />
      {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
      {page.isSet && refused === undefined ? (
        <Notice tone="good">
          The rate is set. Orders without one, or with the one it replaces, get it within a minute.
        </Notice>
      ) : null}
      <div className="split">
        <div className="stack">
          {mayManage ? (
            <Card title="Set a rate">
              <ExchangeRateForm
                key={rates.length}
                currency={currency}
                today={today}
                missing={unconverted[0]?.revenue.currency}
                refused={refused}
              />
            </Card>
          ) : null}
          <Card title="Rates" note={countOf(rates.length, 'row')}>
            <div className="stack">
              <Form className="form-inline" role="search" key={wanted}>
                <TextField
                  label="Currency"
                  hint="Empty: all of them"
                  name="currency"
                  maxLength={3}
                  autoComplete="off"
                  defaultValue={wanted}
                  error={isUnknown ? `${wanted} is not a currency code.` : undefined}
                />
                <div className="row">
                  <Button type="submit">Show</Button>
                  {wanted === undefined ? null : (
                    <ButtonLink to={path} look="quiet">
                      All
                    </ButtonLink>
                  )}
                </div>
              </Form>
              {rates.length === 0 ? (
                <EmptyState title={wanted === undefined ? 'No rates yet' : `None for ${wanted}`} icon="money">
                  Sales in {currency} need none. Set one above for every other currency that you sell in.
                </EmptyState>
              ) : (
                <Table
                  caption="Exchange rates, the newest day first"
                  rows={rates}
                  rowKey={(rate) => `${rate.currency} ${rate.day}`}
                  cards={false}
                  columns={[
                    { key: 'currency', label: 'Currency', cell: (rate) => rate.currency },
                    { key: 'day', label: 'From', cell: (rate) => formatDay(rate.day) },
                    {
                      key: 'rate',
                      label: `One unit in ${currency}`,
                      isNumber: true,
                      cell: (rate) => String(rate.rate),
                    },
                  ]}
                />
              )}
            </div>
            <Pagination
              label="Pages of rates"
              summary={`${countOf(rates.length, 'rate')} on this page`}
              firstHref={cursor === undefined ? undefined : `?${filter}`}
              nextHref={
                nextCursor === null ? undefined : `?${filter}&cursor=${encodeURIComponent(nextCursor)}`
              }
            />
          </Card>
        </div>
        <UnconvertedCard unconverted={unconverted} currency={currency} />
      </div>
    </div>
  )
}
