import { useEffect } from "react";
import { useKeyStore } from "../client/key-store.ts";
import { useViewStore } from "../client/view-store.ts";

/** Keys of the City page: `/` search, `H` home, `F6` next panel, Escape closes the asset panel. */
export function useCityKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
      if (event.key === "F6") {
        event.preventDefault();
        focusNextPanel(event.shiftKey ? -1 : 1);
      } else if (event.key === "Escape") {
        useViewStore.getState().select(null);
      } else if (isSingleKey(event)) {
        pressSingleKey(event);
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** Single keys do nothing while typing, with a modifier, or when the person turned them off. */
function isSingleKey(event: KeyboardEvent): boolean {
  return (
    useKeyStore.getState().areLettersOn &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey &&
    !isTyping(event.target)
  );
}

function pressSingleKey(event: KeyboardEvent): void {
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("search")?.focus();
  } else if (event.key.toLowerCase() === "h") {
    useViewStore.getState().fly({ to: "home" });
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function focusNextPanel(step: 1 | -1): void {
  const panels = [...document.querySelectorAll<HTMLElement>("[data-panel]")];
  const current = panels.findIndex((panel) => panel.contains(document.activeElement));
  const next = panels[(current + step + panels.length) % panels.length] ?? panels[0];
  // Where there is one obvious thing to work with, the focus goes right to it.
  (next?.querySelector<HTMLElement>("#search, canvas[tabindex]") ?? next)?.focus();
}
