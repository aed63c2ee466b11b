import type { Destination } from './destination.ts'
import { hubspotDestination } from './hubspot/hubspot-destination.ts'
import { restDestination } from './rest/rest-destination.ts'
import { salesforceDestination } from './salesforce/salesforce-destination.ts'

/** The kinds of outside systems that customers can be sent to, by the source whose connections they use. */
export const destinations: ReadonlyMap<string, Destination> = new Map<string, Destination>(
  [hubspotDestination, salesforceDestination, restDestination].map((each) => [
    each.name,
    each as Destination,
  ]),
)
