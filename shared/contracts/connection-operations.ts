import * as z from 'zod'
import {
  type BackfillRunList,
  type BackfillRunView,
  backfillRunListSchema,
  backfillRunSchema,
  type ConnectableSourceList,
  type ConnectionChanges,
  type ConnectionList,
  type ConnectionTest,
  type ConnectionView,
  type ConnectionWithSecret,
  connectableSourceListSchema,
  connectionListSchema,
  connectionSchema,
  connectionTestSchema,
  connectionWithSecretSchema,
  type DeliveryDetail,
  type DeliveryList,
  type DeliveryOfEvent,
  deliveryDetailSchema,
  deliveryListSchema,
  deliveryOfEventSchema,
  type FindDeliveryOfEventQuery,
  type ListDeliveriesQuery,
  type NewBackfill,
  type NewConnection,
  type Replay,
  replaySchema,
  type SecretRotation,
} from './connections.ts'
import { type Answer, jsonPost, type Query, type Send } from './send.ts'

/** The two words of a connection's address. */
type ConnectionName = { source: string; connectionId: string }

/** What the client can do with connections, their deliveries and their back-fills. */
export interface ConnectionOperations {
  /** Maps what is in quarantine again, by the code of today. */
  replayQuarantined(quarantineId: string): Answer<Replay>
  listSources(): Answer<ConnectableSourceList>
  listConnections(): Answer<ConnectionList>
  createConnection(connection: NewConnection): Answer<ConnectionWithSecret>
  getConnection(connection: ConnectionName): Answer<ConnectionView>
  updateConnection(connection: ConnectionName, changes: ConnectionChanges): Answer<ConnectionView>
  pauseConnection(connection: ConnectionName): Answer<ConnectionView>
  resumeConnection(connection: ConnectionName): Answer<ConnectionView>
  rotateSecret(connection: ConnectionName, rotation: SecretRotation): Answer<ConnectionWithSecret>
  testConnection(connection: ConnectionName): Answer<ConnectionTest>
  deleteConnection(connection: ConnectionName): Answer<undefined>
  listDeliveries(connection: ConnectionName, query: ListDeliveriesQuery): Answer<DeliveryList>
  getDelivery(deliveryId: string): Answer<DeliveryDetail>
  findDeliveryOfEvent(query: FindDeliveryOfEventQuery): Answer<DeliveryOfEvent>
  replayDelivery(deliveryId: string): Answer<Replay>
  startBackfill(connection: ConnectionName, backfill: NewBackfill): Answer<BackfillRunView>
  listBackfills(connection: ConnectionName): Answer<BackfillRunList>
  cancelBackfill(connection: ConnectionName, runId: string): Answer<BackfillRunView>
}

export function connectionOperations(send: Send): ConnectionOperations {
  const id = encodeURIComponent
  const at = ({ source, connectionId }: ConnectionName) => `/v1/connections/${id(source)}/${id(connectionId)}`
  return {
    replayQuarantined: (quarantineId) =>
      send(replaySchema, `/v1/quarantine/${id(quarantineId)}/replay`, { method: 'POST' }),
    listSources: () => send(connectableSourceListSchema, '/v1/sources'),
    listConnections: () => send(connectionListSchema, '/v1/connections'),
    createConnection: (connection) =>
      send(connectionWithSecretSchema, '/v1/connections', jsonPost(connection)),
    getConnection: (connection) => send(connectionSchema, at(connection)),
    updateConnection: (connection, changes) =>
      send(connectionSchema, at(connection), { ...jsonPost(changes), method: 'PATCH' }),
    pauseConnection: (connection) => send(connectionSchema, `${at(connection)}/pause`, { method: 'POST' }),
    resumeConnection: (connection) => send(connectionSchema, `${at(connection)}/resume`, { method: 'POST' }),
    rotateSecret: (connection, rotation) =>
      send(connectionWithSecretSchema, `${at(connection)}/secret`, jsonPost(rotation)),
    testConnection: (connection) => send(connectionTestSchema, `${at(connection)}/test`, { method: 'POST' }),
    deleteConnection: (connection) => send(z.undefined(), at(connection), { method: 'DELETE' }),
    listDeliveries: (connection, query) =>
      send(deliveryListSchema, `${at(connection)}/deliveries`, {}, { ...query } as Query),
    getDelivery: (deliveryId) => send(deliveryDetailSchema, `/v1/deliveries/${id(deliveryId)}`),
    findDeliveryOfEvent: (query) => send(deliveryOfEventSchema, '/v1/events/delivery', {}, query),
    replayDelivery: (deliveryId) =>
      send(replaySchema, `/v1/deliveries/${id(deliveryId)}/replay`, { method: 'POST' }),
    startBackfill: (connection, backfill) =>
      send(backfillRunSchema, `${at(connection)}/backfills`, jsonPost(backfill)),
    listBackfills: (connection) => send(backfillRunListSchema, `${at(connection)}/backfills`),
    cancelBackfill: (connection, runId) =>
      send(backfillRunSchema, `${at(connection)}/backfills/${id(runId)}/cancel`, { method: 'POST' }),
  }
}
