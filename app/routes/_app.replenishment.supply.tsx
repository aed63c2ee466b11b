import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayIn } from '#shared/kernel/time.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { formRefusal, refusedFor } from '../api/form-refusal.server.ts'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Segments } from '../components/segments.tsx'
import { EmptyState } from '../components/states.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { countOf } from '../format/format-number.ts'
import { InboundForm } from '../replenishment/inbound-form.tsx'
import { InboundTable } from '../replenishment/inbound-table.tsx'
import {
  inboundFields,
  notNumbers,
  readInbound,
  readTerms,
  termFields,
  termTexts,
  textsOf,
} from '../replenishment/read-supply-form.ts'
import { storeLabels } from '../replenishment/store-labels.server.ts'
import { SupplyRuleForm } from '../replenishment/supply-rule-form.tsx'
import {
  parseSupplyView,
  ruleOfScope,
  type SupplyScope,
  type SupplyView,
  scopesOf,
  supplyViewAddress,
} from '../replenishment/supply-scope.ts'
import { TermsList } from '../replenishment/terms-list.tsx'
import { termsOf } from '../replenishment/terms-of.ts'
import { useMay, useSession } from '../session/use-session.ts'

const notices: Readonly<Record<string, string>> = {
  saved: 'The terms are saved. They hold from now on.',
  forgotten: 'The rule is forgotten. What less particular rules say holds again.',
  noted: 'Noted. It counts as there from the expected day on.',
  came: 'Taken off the list. Its stock counts once a shop or till tells it.',
}

export const meta: MetaFunction = () => [{ title: 'How items are ordered · Patron' }]

/** `?sku=MILK&store=leeds`, and `for` for a less particular rule than that of the item in the place. */
export async function loader(args: LoaderFunctionArgs) {
  const { request } = args
  const { searchParams } = new URL(request.url)
  const view = parseSupplyView(searchParams)
  const api = await apiClient(args)
  const [rules, inbound, stores, proposals] = await Promise.all([
    api.listSupplyRules(),
    api.listInboundStock(),
    storeLabels(api),
    view.sku === '' ? undefined : api.listReplenishment({ query: view.sku, show: 'all', limit: 200 }),
  ])
  const { rules: all } = expectSuccess(rules, request)
  const named = ruleOfScope(view)
  const found = proposals?.ok ? proposals.value.proposals : []
  return {
    view,
    rule: all.find(({ sku, storeId }) => sku === named.sku && storeId === named.storeId) ?? null,
    ...termsOf(all, named),
    inbound: expectSuccess(inbound, request).inbound.filter(({ sku }) => view.sku === '' || sku === view.sku),
    stores,
    name: found.find(({ sku }) => sku === view.sku)?.name ?? null,
    nowMs: Date.now(),
    done: searchParams.get('done') ?? '',
  }
}

/** `intent` is "save" or "forget" (the rule), "note" or "came" (goods on their way). */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const view = parseSupplyView(new URL(request.url).searchParams)
  const form = await request.formData()
  const api = await apiClient(args)
  const done = (what: keyof typeof notices) => redirect(supplyViewAddress(view, what))
  switch (form.get('intent')) {
    case 'forget': {
      const answer = await api.deleteSupplyRule(ruleOfScope(view))
      return answer.ok ? done('forgotten') : formRefusal(answer.failure, request)
    }
    case 'came': {
      const answer = await api.deleteInboundStock(String(form.get('inboundId') ?? ''))
      return answer.ok ? done('came') : formRefusal(answer.failure, request)
    }
    case 'note': {
      const texts = textsOf(form, inboundFields)
      const inbound = readInbound(view.sku, texts)
      const wrong = notNumbers(inbound)
      if (Object.keys(wrong).length > 0) return refusedFor('Something is not a number.', wrong, texts)
      const answer = await api.createInboundStock(inbound)
      return answer.ok ? done('noted') : formRefusal(answer.failure, request, texts)
    }
    default: {
      const texts = textsOf(form, termFields)
      const terms = readTerms(texts, String(form.get('currency') ?? ''))
      const wrong = notNumbers(terms)
      if (Object.keys(wrong).length > 0) return refusedFor('Something is not a number.', wrong, texts)
      const answer = await api.updateSupplyRule({ ...ruleOfScope(view), ...terms })
      return answer.ok ? done('saved') : formRefusal(answer.failure, request, texts)
    }
  }
}

export default function SupplyPage() {
  const { view, rule, terms, otherwise, inbound, stores, name, nowMs, done } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  const { currency, timeZone } = useSession().tenant
  const mayManage = useMay('forecasts:manage')
  const item = name ?? view.sku
  const storeNames = Object.fromEntries(stores.map(({ storeId, label }) => [storeId, label]))
  const place = storeNames[view.storeId] ?? view.storeId
  const today = dayIn(timeZone, nowMs)
  const notice = Object.hasOwn(notices, done) ? notices[done] : undefined
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: '/replenishment', label: 'What to order' }]} />
      <PageHeader
        title={item === '' ? 'How items are ordered' : `How ${item} is ordered`}
        lead="The most particular rule that says something holds: of the item in the place, the item, the place, everything."
      />
      {refused === undefined ? null : (
        <Notice tone="bad">
          <p>{refused.error}</p>
        </Notice>
      )}
      {refused === undefined && notice !== undefined ? (
        <Notice tone="good">
          <p>{notice}</p>
        </Notice>
      ) : null}
      <Card title="Terms" note={rule === null ? 'no rule of its own' : 'a rule of its own'}>
        <div className="stack">
          <ScopeChoice view={view} item={item} place={place} />
          {mayManage ? (
            <SupplyRuleForm
              key={`${supplyViewAddress(view)} ${rule?.changedAt}`}
              currency={currency}
              said={termTexts(rule ?? {}, currency)}
              otherwise={termTexts(otherwise, currency)}
              isThere={rule !== null}
              refused={refused}
            />
          ) : (
            <TermsList terms={termTexts(terms, currency)} currency={currency} />
          )}
        </div>
      </Card>
      <Card title="Goods on their way" note={countOf(inbound.length, 'delivery', 'deliveries')}>
        <div className="stack">
          {mayManage && view.sku !== '' ? (
            <InboundForm
              key={inbound.length}
              storeId={view.storeId}
              stores={stores}
              today={today}
              refused={refused}
            />
          ) : null}
          {inbound.length === 0 ? (
            <EmptyState title="Nothing on its way" icon="products">
              {view.sku === ''
                ? 'Open an item from the list of orders to note what was ordered of it.'
                : 'Note what was ordered already, so that it is not ordered twice.'}
            </EmptyState>
          ) : (
            <InboundTable inbound={inbound} storeNames={storeNames} today={today} />
          )}
        </div>
      </Card>
    </div>
  )
}

/** Whose rule is shown. */
function ScopeChoice({ view, item, place }: { view: SupplyView; item: string; place: string }) {
  const words: Readonly<Record<SupplyScope, string>> = {
    'item-place': `${item} in ${place}`,
    item: `${item} everywhere`,
    place: `Everything in ${place}`,
    all: 'Everything',
  }
  return (
    <div className="supply-scope">
      <Segments
        label="Which rule"
        options={scopesOf(view).map((scope) => ({
          label: words[scope],
          to: supplyViewAddress({ ...view, scope }),
          isCurrent: scope === view.scope,
        }))}
      />
    </div>
  )
}
