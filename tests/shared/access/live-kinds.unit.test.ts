import { describe, expect, it } from 'vitest'
import { liveKinds, liveKindsFor } from '#shared/access/live-kinds.ts'
import { grantedPermissions, type Permission } from '#shared/access/permissions.ts'
import { userRoles } from '#shared/access/roles.ts'
import { anyLiveMessageSchema } from '#shared/contracts/streaming.ts'

describe('liveKindsFor', () => {
  it('tells a key of the kinds that its scopes cover, and of no other', () => {
    const told = (...scopes: Permission[]) => liveKindsFor(grantedPermissions('admin', scopes))
    expect(told('events:read')).toEqual(['events'])
    expect(told('events:read', 'predictions:read')).toEqual(['events', 'predictions'])
    expect(told('events:read', 'forecasts:read')).toEqual(['events', 'forecast-alerts'])
    expect(told('customers:read', 'personal-data:read')).toEqual([])
  })

  it('tells every role that may open the feed all kinds, as it may read them by calls', () => {
    for (const role of userRoles) {
      const permissions = grantedPermissions(role, null)
      if (!permissions.has('events:read')) continue
      expect(permissions.has('predictions:read') && permissions.has('forecasts:read')).toBe(true)
      expect(liveKindsFor(permissions)).toEqual(liveKinds)
    }
  })

  it('knows every kind that the feed has', () => {
    const kinds = anyLiveMessageSchema.options.map(({ shape }) => shape.kind.value)
    expect([...kinds].sort()).toEqual([...liveKinds].sort())
  })
})
