import { Card } from '../components/card.tsx'
import { colourGroups, spaceSteps, typeSteps } from './tokens.ts'

/** Colours, type and spacing as they are in the present theme. */
export function TokenGallery() {
  return (
    <>
      <Card title="Colour">
        <div className="stack">
          {colourGroups.map((group) => (
            <div key={group.name} className="design-group">
              <h3>{group.name}</h3>
              <ul className="swatches">
                {group.tokens.map((token) => (
                  <li key={token}>
                    <svg className="swatch" aria-hidden="true">
                      <rect width="100%" height="100%" rx="10" fill={`var(--${token})`} />
                    </svg>
                    <code>{token}</code>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </Card>
      <Card title="Type">
        <ul className="design-group">
          {typeSteps.map((step) => (
            <li key={step} className={`design-text-${step}`}>
              One customer, every channel <code className="quiet small">text-{step}</code>
            </li>
          ))}
        </ul>
      </Card>
      <Card title="Spacing">
        <ul className="design-group">
          {spaceSteps.map((step) => (
            <li key={step} className="row">
              <span className={`design-space design-space-${step}`} />
              <code className="small">space-{step}</code>
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}
