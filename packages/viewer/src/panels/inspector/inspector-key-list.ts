/** Keys of the page itself, as they are listed, and the text of what each does. Tools have theirs in `panel-tools.ts`. */
export const ELEMENT_KEYS = [
  ["/", "search"],
  ["I", "isolate"],
  ["J Delete", "hide"],
  ["R", "ghost"],
  ["A", "showAll"],
  ["Ctrl Z Ctrl Y", "undo"],
  ["Ctrl + click", "add"],
  ["B", "city"],
  ["K", "share"],
] as const;

/** Keys that change how the model is looked at, and those of the page. */
export const VIEW_KEYS = [
  ["H", "fit"],
  ["0 Home", "home"],
  ["1 – 6", "sides"],
  ["P", "projection"],
  ["E", "edges"],
  ["G", "walk"],
  ["F6", "panel"],
  ["Esc", "leave"],
  ["?", "keys"],
] as const;

/** Keys that the tree takes while it has the focus. */
export const TREE_KEYS = [
  ["↑ ↓", "treeWalk"],
  ["→ ←", "treeOpen"],
  ["Space", "treeShow"],
  ["Enter", "treePick"],
] as const;

/** Keys of sections, measuring and clashes while their tool is in hand. */
export const CUT_KEYS = [
  ["[ ]", "movePlane"],
  ["Shift [ ]", "movePlaneFine"],
  ["\\", "flipPlane"],
  ["PgUp PgDn", "storey"],
  ["⌫ Esc", "stepBack"],
  [", .", "clash"],
] as const;
