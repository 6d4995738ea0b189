/** A name and what it is. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** Facts of an element, one a line. Names and values are the file's own. */
export function ElementFacts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl>
      {facts.map(({ name, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a file may say the same name twice; the list never changes
        <div key={index}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
