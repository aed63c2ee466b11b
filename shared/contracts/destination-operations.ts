import * as z from 'zod'
import {
  type DestinationChanges,
  type DestinationList,
  type DestinationProblemList,
  type DestinationRunList,
  type DestinationRunView,
  type DestinationView,
  destinationListSchema,
  destinationProblemListSchema,
  destinationRunListSchema,
  destinationRunSchema,
  destinationSchema,
  type ListDestinationProblemsQuery,
  type NewDestination,
} from './destinations.ts'
import { type Answer, jsonPost, type Query, type Send } from './send.ts'

/** What the client can do with the outside systems that customers are sent to. */
export interface DestinationOperations {
  listDestinations(): Answer<DestinationList>
  createDestination(destination: NewDestination): Answer<DestinationView>
  getDestination(destinationId: string): Answer<DestinationView>
  updateDestination(destinationId: string, changes: DestinationChanges): Answer<DestinationView>
  /** What was sent stays there, and is not told of erasures any more. */
  deleteDestination(destinationId: string): Answer<undefined>
  startDestinationRun(destinationId: string): Answer<DestinationRunView>
  listDestinationRuns(destinationId: string): Answer<DestinationRunList>
  listDestinationProblems(
    destinationId: string,
    query: ListDestinationProblemsQuery,
  ): Answer<DestinationProblemList>
}

export function destinationOperations(send: Send): DestinationOperations {
  const at = (destinationId: string) => `/v1/destinations/${encodeURIComponent(destinationId)}`
  return {
    listDestinations: () => send(destinationListSchema, '/v1/destinations'),
    createDestination: (destination) => send(destinationSchema, '/v1/destinations', jsonPost(destination)),
    getDestination: (destinationId) => send(destinationSchema, at(destinationId)),
    updateDestination: (destinationId, changes) =>
      send(destinationSchema, at(destinationId), { ...jsonPost(changes), method: 'PATCH' }),
    deleteDestination: (destinationId) => send(z.undefined(), at(destinationId), { method: 'DELETE' }),
    startDestinationRun: (destinationId) =>
      send(destinationRunSchema, `${at(destinationId)}/runs`, { method: 'POST' }),
    listDestinationRuns: (destinationId) => send(destinationRunListSchema, `${at(destinationId)}/runs`),
    listDestinationProblems: (destinationId, query) =>
      send(destinationProblemListSchema, `${at(destinationId)}/problems`, {}, { ...query } as Query),
  }
}
