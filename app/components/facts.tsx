/** A few figures with their names, side by side in one strip. */
export function Facts({ facts }: { facts: readonly { readonly name: string; readonly value: string }[] }) {
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.name}>
          <dt>{fact.name}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}
