import type { IdentityRulesView } from '#shared/contracts/identity.ts'
import { Card } from '../components/card.tsx'
import { rulesInWords } from './rules-words.ts'

/** The rules by which Patron decides now, in plain words. */
export function RulesInForce({ rules }: { rules: IdentityRulesView }) {
  return (
    <Card title="In force" note={`version ${rules.version}`}>
      <ul className="bullets">
        {rulesInWords(rules).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Card>
  )
}
