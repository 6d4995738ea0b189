import "./tab-bar.css";

/** A row of tabs as pressed buttons; what they show stands below. */
export function TabBar<T extends string>(props: {
  readonly label: string;
  readonly tabs: readonly { readonly id: T; readonly title: string }[];
  readonly chosen: T;
  readonly onChoose: (id: T) => void;
}) {
  return (
    <fieldset className="tab-bar" aria-label={props.label}>
      {props.tabs.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === props.chosen}
          data-testid={`tab-${id}`}
          onClick={() => props.onChoose(id)}
        >
          {title}
        </button>
      ))}
    </fieldset>
  );
}
