import { parseIso, toIso } from '../../kernel/time.ts'

/**
 * A moment as part of an event id. Webhooks write it in the shop's time zone, the Admin API in UTC; both must name the
 * same event. Text that is no moment stays as it is.
 *
 * Shopify's moments are whole seconds, and an order changes several times in its first one; so statements are named by
 * their content as well, or two versions of a second would be one event with two contents.
 */
export function momentName(moment: string | null | undefined): string {
  const atMs = parseIso(moment ?? '')
  return atMs === undefined ? (moment ?? 'undated') : toIso(atMs)
}
