import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { ClientFailure, PatronClient } from '#shared/contracts/client.ts'
import type { NewIdentityRules } from '#shared/contracts/identity.ts'
import { identifierTypes } from '#shared/identity/identifier.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { DryRunResult } from '../rules/dry-run-result.tsx'
import { readRulesForm, readRulesTexts } from '../rules/read-rules-form.server.ts'
import { refusedFields } from '../rules/refused-fields.server.ts'
import { rulesTexts, withoutVersion } from '../rules/rules-fields.ts'
import { RulesForm } from '../rules/rules-form.tsx'
import { RulesInForce } from '../rules/rules-in-force.tsx'
import { changedRules } from '../rules/rules-words.ts'
import { UseRules } from '../rules/use-rules.tsx'

export const meta: MetaFunction = () => [{ title: 'Identity rules · Patron' }]

/** After a refusal the page shows what is in force now. */
export const shouldRevalidate = () => true

/** `?saved=<version>` says which rules were put in force just now. */
export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const rules = expectSuccess(await api.getIdentityRules(), args.request)
  const saved = new URL(args.request.url).searchParams.get('saved')
  return { rules, isSaved: saved === String(rules.version) }
}

/** `intent` is "try" or "use"; the form of the latter carries what was tried, and against which version. */
export async function action(args: ActionFunctionArgs) {
  const form = await args.request.formData()
  const api = await apiClient(args)
  const inForce = expectSuccess(await api.getIdentityRules(), args.request)
  const texts = readRulesTexts(form, inForce)
  const refused = (error: string, errors: Readonly<Record<string, string>>, status: number) =>
    data({ texts, error, errors, tried: undefined }, { status: status >= 400 ? status : 503 })
  const refusedByApi = (failure: ClientFailure, base: string) => {
    if (failure.status === 401) expectSuccess({ ok: false, failure }, args.request)
    return refused(failure.message, refusedFields(failure, base), failure.status)
  }

  const read = readRulesForm(form)
  if (!read.ok) return refused(read.failure.message, read.failure.errors, 422)
  const rules = read.value
  if (form.get('intent') === 'use') {
    if (form.get('version') !== String(inForce.version)) {
      return refused('The rules have changed since you tried yours. Try them again.', {}, 409)
    }
    const answer = await api.updateIdentityRules(rules)
    return answer.ok
      ? redirect(`/settings/identity?saved=${answer.value.version}`)
      : refusedByApi(answer.failure, '')
  }
  const answer = await tryRules(api, rules)
  if (!answer.ok) return refusedByApi(answer.failure, '/rules')
  const changes = changedRules(withoutVersion(inForce), rules)
  const tried = { found: answer.value, changes, texts: rulesTexts(rules), version: inForce.version }
  return data({ texts, error: undefined, errors: {}, tried }, { status: 200 })
}

/** A dry run takes changes: a limit that is not there any more has to be said. */
function tryRules(api: PatronClient, rules: NewIdentityRules) {
  const limits = Object.fromEntries(identifierTypes.map((type) => [type, rules.limits[type] ?? null]))
  return api.dryRunIdentityRules({ rules: { ...rules, limits } })
}

export default function IdentityRulesPage() {
  const { rules, isSaved } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const tried = answer?.tried
  return (
    <div className="stack">
      {isSaved && answer === undefined ? (
        <Notice tone="good">
          <p>
            Version {rules.version} of the rules is in force. It holds for events from now on, at the latest
            in a minute; what happened before stays as it is.
          </p>
        </Notice>
      ) : null}
      <PageHeader
        title="Identity rules"
        lead="When Patron merges customers, when it keeps them apart, and when it asks."
      />
      <RulesInForce rules={rules} />
      {answer?.error === undefined ? null : (
        <div id="tried">
          <Notice tone="bad">
            <p>
              <strong>Nothing was changed.</strong> {answer.error}
            </p>
          </Notice>
        </div>
      )}
      <RulesForm
        key={rules.version}
        texts={answer?.texts ?? rulesTexts(withoutVersion(rules))}
        errors={answer?.errors ?? {}}
      />
      {tried === undefined ? null : <DryRunResult found={tried.found} changes={tried.changes} />}
      {tried === undefined || tried.changes.length === 0 ? null : (
        <UseRules texts={tried.texts} version={tried.version} />
      )}
    </div>
  )
}
