import * as z from 'zod'
import { userRoles } from '../access/roles.ts'
import { momentSchema } from './money.ts'

const domainSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/, 'must be a domain such as acme.example')

const fields = {
  issuer: z.url().max(500).meta({
    description: 'As the provider writes it, such as https://acme.cloudflareaccess.com',
  }),
  clientId: z.string().trim().min(1).max(500),
  emailDomains: z.array(domainSchema).min(1).max(50).meta({
    description: 'Only verified addresses of these domains are let in',
  }),
  newUserRole: z.enum(userRoles).nullable().meta({
    description:
      'What somebody becomes who signs in for the first time; null: only who was invited is let in',
  }),
  requiredAcr: z.string().trim().min(1).max(200).nullable().default(null).meta({
    description:
      'How the provider must say that a person showed who they are (`acr`): it is asked for this; null: in any way',
  }),
  requiredAmr: z.array(z.string().trim().min(1).max(40)).max(10).default([]).meta({
    description: 'What it must say was used for that, all of them (`amr`, RFC 8176), such as mfa',
  }),
}

/** Without the client secret, which is never shown again. */
export const identityProviderSchema = z
  .object({
    ...fields,
    redirectUri: z.string().meta({ description: 'To be entered at the provider' }),
    createdAt: momentSchema,
  })
  .meta({ id: 'IdentityProvider' })
export type IdentityProviderView = z.infer<typeof identityProviderSchema>

export const updateIdentityProviderSchema = z
  .object({
    ...fields,
    clientSecret: z.string().min(1).max(2000).optional().meta({
      description: 'Needed the first time; without it the one that is there stays',
    }),
  })
  .meta({ id: 'UpdateIdentityProvider' })
export type IdentityProviderSettings = z.input<typeof updateIdentityProviderSchema>
