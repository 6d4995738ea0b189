import "./side-panel.css";

/** Tabs of a side panel. Each has its name as the end of its `data-testid`. */
export function SideTabs<Tab extends string>(props: {
  readonly label: string;
  readonly name: string;
  readonly tabs: readonly Tab[];
  readonly shown: Tab;
  readonly wordOf: (tab: Tab) => string;
  readonly onShow: (tab: Tab) => void;
}) {
  return (
    <div className="tree-tabs" role="tablist" aria-label={props.label}>
      {props.tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          aria-selected={tab === props.shown}
          data-testid={`${props.name}-${tab}`}
          onClick={() => props.onShow(tab)}
        >
          {props.wordOf(tab)}
        </button>
      ))}
    </div>
  );
}
