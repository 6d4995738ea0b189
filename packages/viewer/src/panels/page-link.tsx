import type { MouseEvent, ReactNode } from "react";
import { buildRouteAddress, type Route, useRouteStore } from "../client/route-store.ts";

/** A link to a page of the application: opened in place, or in a tab of its own as any link. */
export function PageLink(props: {
  readonly to: Route;
  readonly isCurrent?: boolean;
  /** What a reader hears, where the words shown say too little. */
  readonly label?: string;
  readonly children: ReactNode;
}) {
  const { go, cityFragment } = useRouteStore();
  const onClick = (event: MouseEvent): void => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(props.to);
  };
  return (
    <a
      href={buildRouteAddress(props.to, cityFragment)}
      aria-label={props.label}
      aria-current={props.isCurrent ? "page" : undefined}
      onClick={onClick}
    >
      {props.children}
    </a>
  );
}
