import * as z from 'zod'
import { simulationVerdicts } from '../simulators/judge-answer.ts'
import { variants } from '../simulators/variants.ts'
import { type Answer, jsonPost, type Send } from './send.ts'

export const simulatedSourceListSchema = z
  .object({
    isAllowed: z.boolean().meta({ description: 'Never in production: what is simulated would count' }),
    variants: z.array(z.enum(variants)),
    sources: z.array(
      z.object({ source: z.string(), topics: z.array(z.string()).meta({ example: ['orders/create'] }) }),
    ),
  })
  .meta({ id: 'SimulatedSourceList' })
export type SimulatedSourceList = z.infer<typeof simulatedSourceListSchema>

export const simulateDeliverySchema = z
  .object({
    topic: z.string().max(200).meta({ example: 'orders/create' }),
    variant: z.enum(variants).default('good'),
    seed: z.int().min(0).max(999_999_999).optional().meta({
      description: 'The same people, products and numbers each time; others each time when absent',
    }),
  })
  .meta({ id: 'SimulateDelivery' })
export type SimulateDelivery = z.input<typeof simulateDeliverySchema>

export const simulationSchema = z
  .object({
    isAsExpected: z.boolean().meta({ description: 'All of it went as the variant should' }),
    deliveries: z.array(
      z.object({
        topic: z.string(),
        expected: z.enum(['accepted', 'duplicate', 'refused']),
        verdict: z.enum(simulationVerdicts),
        status: z.int().meta({ description: 'How the door answered' }),
        logId: z
          .string()
          .nullable()
          .meta({ description: 'Its line in the log of deliveries; null when it is not written down yet' }),
      }),
    ),
  })
  .meta({ id: 'Simulation' })
export type Simulation = z.infer<typeof simulationSchema>

export interface SimulationOperations {
  listSimulations(): Answer<SimulatedSourceList>
  simulateDelivery(
    connection: { source: string; connectionId: string },
    simulation: SimulateDelivery,
  ): Answer<Simulation>
}

export function simulationOperations(send: Send): SimulationOperations {
  const id = encodeURIComponent
  return {
    listSimulations: () => send(simulatedSourceListSchema, '/v1/simulations'),
    simulateDelivery: ({ source, connectionId }, simulation) =>
      send(
        simulationSchema,
        `/v1/connections/${id(source)}/${id(connectionId)}/simulations`,
        jsonPost(simulation),
      ),
  }
}
