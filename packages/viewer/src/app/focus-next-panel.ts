/** Takes the focus to the next panel of the page, from the last on to the first; −1 goes back. */
export function focusNextPanel(step: 1 | -1): void {
  const panels = [...document.querySelectorAll<HTMLElement>("[data-panel]")];
  const current = panels.findLastIndex((panel) => panel.contains(document.activeElement));
  const next = panels[(current + step + panels.length) % panels.length] ?? panels[0];
  // Where there is one obvious thing to work with, the focus goes right to it.
  (
    next?.querySelector<HTMLElement>("#search, canvas[tabindex], [role=treeitem][tabindex='0']") ?? next
  )?.focus();
}
