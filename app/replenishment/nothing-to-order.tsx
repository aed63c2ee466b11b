import { ButtonLink } from '../components/button.tsx'
import { EmptyState } from '../components/states.tsx'
import { isNarrowed, type ReplenishmentView, replenishmentAddress } from './replenishment-view.ts'

interface NothingToOrderProps {
  view: ReplenishmentView
  hasForecast: boolean
  hasStock: boolean
}

/** Why the list of orders is empty, and what would change that. */
export function NothingToOrder({ view, hasForecast, hasStock }: NothingToOrderProps) {
  if (!hasForecast) {
    return (
      <EmptyState
        title="No forecast yet"
        icon="forecast"
        actions={
          <ButtonLink to="/forecasts" look="primary">
            To the forecasts
          </ButtonLink>
        }
      >
        What to order follows from what will be sold. Forecasts are made every night from all sales; the first
        can be made now.
      </EmptyState>
    )
  }
  if (isNarrowed(view)) {
    return (
      <EmptyState
        title="Nothing like that"
        icon="search"
        actions={<ButtonLink to={replenishmentAddress({ show: view.show })}>Show all</ButtonLink>}
      >
        No {view.show === 'all' ? 'item' : 'order'} fits what you chose above.
      </EmptyState>
    )
  }
  if (!hasStock) {
    return (
      <EmptyState
        title="Nobody told how much there is"
        icon="products"
        actions={
          <>
            <ButtonLink to="/integrations" look="primary">
              Connect a shop or a till
            </ButtonLink>
            <ButtonLink to="/imports">Upload stock</ButtonLink>
            <ButtonLink to={replenishmentAddress({ show: 'all' })} look="quiet">
              What would be enough
            </ButtonLink>
          </>
        }
      >
        Sales are forecast, but an order needs the stock too. It comes with a connected shop or till, or as a
        file.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={view.show === 'all' ? 'No items' : 'Nothing to order'}
      icon="check"
      actions={
        view.show === 'all' ? undefined : (
          <ButtonLink to={replenishmentAddress({ show: 'all' })}>Show all items</ButtonLink>
        )
      }
    >
      There is enough of everything until the next order could be there.
    </EmptyState>
  )
}
