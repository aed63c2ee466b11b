import * as z from 'zod'
import { reviewStatuses } from '../identity/decision-records.ts'
import { reviewReasons } from '../identity/decisions.ts'
import { rulesChangeSchema } from '../identity/dry-run/rules-change.ts'
import { identityRulesSchema } from '../identity/identity-rules.ts'
import { consentsSchema, customerSummarySchema, featuresSchema } from './customers.ts'
import { momentSchema, nextCursorSchema } from './money.ts'
import { personal, personalKey } from './personal.ts'

const basisSchema = z.int().meta({
  description: 'What the decision is based on, from a preview; when it has changed since, the answer is 409.',
})

export const mergeSchema = z
  .object({
    mergeId: z.string(),
    survivorId: z.string(),
    mergedId: z.string(),
    mergedAt: momentSchema,
    rule: z.enum(['shared-identifiers', 'source-statement', 'person', 'matcher', 'split-undone']),
    ruleVersion: z.int(),
    eventKey: z
      .string()
      .nullable()
      .meta({ description: 'The event that tied the two together; null when none did' }),
    identifiers: personal(
      z.array(z.string()).meta({ description: "That event's identifiers, `type:value`" }),
    ),
    decidedBy: z.string().nullable().meta({ description: 'Who decided; null for a rule' }),
    undoneAt: momentSchema.nullable(),
    undoneBy: z.string().nullable(),
  })
  .meta({ id: 'Merge' })
export type MergeView = z.infer<typeof mergeSchema>

export const listMergesQuerySchema = z.object({
  customerId: z.string().optional().meta({ description: 'Merges this customer had a part in' }),
  status: z.enum(['all', 'standing', 'undone']).default('all'),
  rule: z.enum(['shared-identifiers', 'source-statement', 'person', 'matcher', 'split-undone']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type ListMergesQuery = z.input<typeof listMergesQuerySchema>
export const mergeListSchema = z
  .object({
    merges: z.array(
      mergeSchema.extend({
        survivorName: personal(z.string().nullable()),
        mergedName: personal(z.string().nullable()),
      }),
    ),
    total: z.int(),
    nextCursor: nextCursorSchema,
  })
  .meta({ id: 'MergeList' })
export type MergeList = z.infer<typeof mergeListSchema>

export const mergeCustomersSchema = z
  .object({
    customerIds: z.array(z.string()).length(2),
    survivorId: z
      .string()
      .optional()
      .meta({ description: 'Which of the two stays; the older one unless said' }),
    basis: basisSchema.optional(),
  })
  .meta({ id: 'MergeCustomers' })
export type NewMerge = z.input<typeof mergeCustomersSchema>

/** One side of a change before it is made: what the customer would be. */
export const customerSideSchema = z
  .object({
    customer: customerSummarySchema
      .nullable()
      .meta({ description: 'Null for a side that would have no events' }),
    features: featuresSchema.nullable(),
    identifiers: personal(z.array(z.string())),
    traits: z.array(
      z.object({ name: z.string(), value: personal(z.string()), source: z.string(), since: momentSchema }),
    ),
    consents: consentsSchema,
    eventCount: z.int(),
    orderIds: z.array(z.string()),
  })
  .meta({ id: 'CustomerSide' })
export type CustomerSide = z.infer<typeof customerSideSchema>

/** A decision before it is made: the customers as they are and as they would be. */
export const identityPreviewSchema = z
  .object({
    basis: basisSchema,
    before: z.array(customerSideSchema),
    after: z.array(customerSideSchema),
    /** In words: what is gained, moved and lost. */
    changes: personal(z.array(z.string())),
    warnings: personal(z.array(z.string())),
  })
  .meta({ id: 'IdentityPreview' })
export type IdentityPreview = z.infer<typeof identityPreviewSchema>

export const undoMergeSchema = z.object({ basis: basisSchema.optional() }).meta({ id: 'UndoMerge' })

export const splitCustomerSchema = z
  .object({ identifiers: z.array(z.string()).min(1).max(100), basis: basisSchema.optional() })
  .meta({ id: 'SplitCustomer' })
export type NewSplit = z.input<typeof splitCustomerSchema>
export const splitSchema = z
  .object({
    splitId: z.string(),
    customerId: z.string(),
    newCustomerId: z.string(),
    identifiers: personal(z.array(z.string())),
    splitAt: momentSchema,
    decidedBy: z.string(),
    undoneAt: momentSchema.nullable(),
    undoneBy: z.string().nullable(),
  })
  .meta({ id: 'Split' })
export type SplitView = z.infer<typeof splitSchema>

export const listSplitsQuerySchema = z.object({
  customerId: z.string().optional().meta({ description: 'Splits of this customer, or that made it' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export const splitListSchema = z
  .object({ splits: z.array(splitSchema), nextCursor: nextCursorSchema })
  .meta({ id: 'SplitList' })
export type SplitList = z.infer<typeof splitListSchema>

export const reviewSchema = z
  .object({
    reviewId: z.string(),
    openedAt: momentSchema,
    reason: z.enum(reviewReasons),
    status: z.enum(reviewStatuses),
    eventKey: z.string().nullable(),
    customers: z.array(z.object({ customerId: z.string(), displayName: personal(z.string().nullable()) })),
    identifiers: personal(z.array(z.string())),
    matchWeight: z
      .number()
      .nullable()
      .meta({ description: 'Bits of evidence that they are one person (log2 Bayes factor)' }),
    contributions: z.array(
      z.object({
        field: z.string(),
        level: z.string(),
        weight: z.number(),
        left: personal(z.string()),
        right: personal(z.string()),
      }),
    ),
    assignedTo: z.string().nullable(),
    decidedAt: momentSchema.nullable(),
    decidedBy: z.string().nullable(),
    history: z.array(
      z.object({ at: momentSchema, by: z.string(), act: z.string(), note: personal(z.string()) }),
    ),
  })
  .meta({ id: 'Review' })
export type ReviewView = z.infer<typeof reviewSchema>

export const listReviewsQuerySchema = z.object({
  status: z.enum([...reviewStatuses, 'all']).default('open'),
  reason: z.enum(reviewReasons).optional(),
  assignedTo: z.string().optional().meta({ description: 'An e-mail, or `nobody`' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type ListReviewsQuery = z.input<typeof listReviewsQuerySchema>
export const reviewListSchema = z
  .object({ reviews: z.array(reviewSchema), total: z.int(), nextCursor: nextCursorSchema })
  .meta({ id: 'ReviewList' })
export type ReviewList = z.infer<typeof reviewListSchema>

/** A review with what is needed to decide it. */
export const reviewDetailSchema = reviewSchema
  .extend({
    basis: basisSchema,
    sides: z
      .array(customerSideSchema.extend({ customerId: z.string() }))
      .meta({ description: 'The customers as they are now' }),
    merged: identityPreviewSchema
      .nullable()
      .meta({ description: 'What a merge would come to; null when it cannot be' }),
    proposedSplits: z
      .array(
        z.object({ customerId: z.string(), identifiers: personal(z.array(z.string())), eventCount: z.int() }),
      )
      .meta({ description: 'Groups of identifiers that never came together without the shared one' }),
  })
  .meta({ id: 'ReviewDetail' })
export type ReviewDetail = z.infer<typeof reviewDetailSchema>

export const decideReviewSchema = z
  .discriminatedUnion('decision', [
    z.object({
      decision: z.literal('merge'),
      customerIds: z
        .array(z.string())
        .min(2)
        .max(10)
        .optional()
        .meta({ description: 'All of the review unless said' }),
      survivorId: z.string().optional(),
      basis: basisSchema.optional(),
      note: z.string().max(1_000).optional(),
    }),
    z.object({
      decision: z.literal('keep-apart'),
      basis: basisSchema.optional(),
      note: z.string().max(1_000).optional(),
    }),
    z.object({
      decision: z.literal('not-shared').meta({
        description: "For a `shared-identifier` review: it is one person's after all, and names them again.",
      }),
      basis: basisSchema.optional(),
      note: z.string().max(1_000).optional(),
    }),
    z.object({
      decision: z.literal('split'),
      customerId: z.string(),
      identifiers: z.array(z.string()).min(1).max(100),
      basis: basisSchema.optional(),
      note: z.string().max(1_000).optional(),
    }),
  ])
  .meta({ id: 'DecideReview' })
export type TakenReviewDecision = z.input<typeof decideReviewSchema>

export const assignReviewSchema = z
  .object({
    assignedTo: z.email().nullable().meta({ description: 'E-mail of a user of the tenant, or null' }),
  })
  .meta({ id: 'AssignReview' })

/** The identity of a customer as a graph: identifiers and former customers, and what joined them. */
export const identityGraphSchema = z
  .object({
    nodes: z.array(
      z.object({
        nodeId: personalKey(z.string()),
        kind: z.enum(['customer', 'identifier']),
        label: personal(z.string()),
        identifierType: z.string().nullable(),
        isShared: z.boolean(),
      }),
    ),
    edges: z.array(
      z.object({
        from: personalKey(z.string()),
        to: personalKey(z.string()),
        kind: z.enum(['identifier', 'merge']),
        rule: z.string(),
        eventKey: z.string().nullable(),
        occurredAt: momentSchema,
        mergeId: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'IdentityGraph' })
export type IdentityGraph = z.infer<typeof identityGraphSchema>

export type IdentityRulesView = z.infer<typeof identityRulesSchema>
export const updateIdentityRulesSchema = identityRulesSchema
  .omit({ version: true })
  .meta({ id: 'UpdateIdentityRules' })
export type NewIdentityRules = z.input<typeof updateIdentityRulesSchema>

export const dryRunRulesSchema = z.object({ rules: rulesChangeSchema }).meta({
  id: 'DryRunRules',
  description: 'The rules to try; what is left out stays as it is, and a limit of null is none.',
})
export type DryRunRules = z.input<typeof dryRunRulesSchema>

const changedCustomersSchema = z.object({
  customerIds: z.array(z.string()).meta({
    description: 'Customers as they are now that would be one (merges) or become several (splits)',
  }),
  identifiers: personal(
    z.array(z.string()).meta({
      description: 'The strongest identifier of each part that would come together or apart, up to 20',
    }),
  ),
  eventCount: z.int(),
})
export const rulesDryRunSchema = z
  .object({
    eventCount: z.int().meta({ description: 'Recorded events that were decided again' }),
    isComplete: z.boolean().meta({
      description:
        'False when not everything recorded was looked at, mostly because there are more events than one run takes; about the newest were taken',
    }),
    customerCountBefore: z.int(),
    customerCountAfter: z.int(),
    mergeCount: z.int(),
    splitCount: z.int(),
    reviewCountBefore: z
      .int()
      .meta({ description: 'Questions for people that the rules in force would leave open' }),
    reviewCountAfter: z.int(),
    merges: z.array(changedCustomersSchema).meta({ description: 'Up to 100 of them, most events first' }),
    splits: z.array(changedCustomersSchema).meta({ description: 'Up to 100 of them, most events first' }),
  })
  .meta({ id: 'RulesDryRun' })
export type RulesDryRun = z.infer<typeof rulesDryRunSchema>
