import type { Backfill } from '../../backfill.ts'
import type { MagentoRecord } from '../parse.ts'
import { credentialFields, shopAddress } from './address.ts'
import { readPage, resources } from './read-page.ts'

/** What a shop has, by its REST API. Commerce sends a webhook once, so what changed is read now and then. */
export const magentoBackfill = {
  resources: [...resources.keys()],
  credentialFields,
  reconcileEveryMinutes: 15,
  address: shopAddress,
  ping: {
    method: 'GET',
    path: '/rest/V1/orders?searchCriteria[pageSize]=1&fields=total_count',
    headers: {},
    body: null,
  },
  readPage,
} satisfies Backfill<MagentoRecord>
