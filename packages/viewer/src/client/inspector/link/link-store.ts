import { create } from "zustand";
import { useInspectorStore } from "../../inspector-store.ts";
import { ELEMENT_STATE, rowsWith } from "../element-states.ts";
import { useStageStore } from "../stage-store.ts";
import {
  encodeInspectorView,
  type GlobalIdsByModel,
  type InspectorView,
  MAX_LINK_IDS,
} from "./link-format.ts";

interface LinkNotes {
  /** Elements that a link names and no model has any more. */
  readonly lost: readonly string[];
  readonly isUnreadable: boolean;
  /** What became of copying a link. */
  readonly shared: "copied" | "failed" | "too-many" | null;
}

/** What there is to say of links. */
export const useInspectorLinkStore = create<LinkNotes>()(() => ({
  lost: [],
  isUnreadable: false,
  shared: null,
}));

/** Writes and reads a tool's part of a link, e.g. section planes. */
export interface LinkPart {
  /** Of letters only. */
  readonly name: string;
  /** Undefined where there is nothing to say. */
  write(): string | undefined;
  /** False where it cannot be read. */
  read(text: string): boolean;
  /** Puts the tool's state back to nothing: a saved view that has no word of it. */
  clear?(): void;
}

const parts = new Map<string, LinkPart>();

/** Has a tool's state travel with links. Answers what ends it. */
export function addLinkPart(part: LinkPart): () => void {
  parts.set(part.name, part);
  return () => parts.delete(part.name);
}

/** Hands a link's parts to their tools, in the order in which those came; false where one could not be read or has no tool. */
export function readLinkParts(tools: ReadonlyMap<string, string>): boolean {
  let isRead = [...tools.keys()].every((name) => parts.has(name));
  for (const part of parts.values()) {
    const text = tools.get(part.name);
    if (text !== undefined && !part.read(text)) isRead = false;
  }
  return isRead;
}

/** State of all tools. */
export function writeAllParts(): ReadonlyMap<string, string> {
  const written = [...parts.values()].flatMap((part) => {
    const text = part.write();
    return text === undefined ? [] : [[part.name, text] as const];
  });
  return new Map(written);
}

/** Like {@link readLinkParts}; tools that are not named forget what they have. */
export function replaceAllParts(tools: ReadonlyMap<string, string>): boolean {
  for (const part of parts.values()) if (!tools.has(part.name)) part.clear?.();
  return readLinkParts(tools);
}

/** The fragment that restores what is seen now. `isWhole` is false where too much is hidden to be named. */
export function writeInspectorLink(): { readonly fragment: string; readonly isWhole: boolean } {
  const { hidden, selected, ghosted } = ELEMENT_STATE;
  const shown = pickShorter(hidden);
  const ghosts = idsWith(ghosted, true);
  const solid = ghosts === "too-many" ? idsWith(ghosted, false) : "none";
  const selection = idsWith(selected, true);
  const { eye } = useStageStore.getState();
  const tools = writeAllParts();
  const view: InspectorView = {
    ...(eye ? { eye } : {}),
    ...(typeof selection === "object" ? { selection } : {}),
    ...(shown === "too-many" ? {} : shown),
    ...(typeof ghosts === "object" ? { ghosted: ghosts } : {}),
    ...(typeof solid === "object" ? { solid } : {}),
    ...(tools.size > 0 ? { tools } : {}),
  };
  return { fragment: encodeInspectorView(view), isWhole: shown !== "too-many" };
}

/** What is hidden, or where that is shorter all that is not. */
function pickShorter(bit: number): Pick<InspectorView, "hidden" | "isolated"> | "too-many" {
  const hidden = idsWith(bit, true);
  if (hidden === "none") return {};
  if (hidden !== "too-many") return { hidden };
  const isolated = idsWith(bit, false);
  return typeof isolated === "object" ? { isolated } : "too-many";
}

function idsWith(bit: number, isOn: boolean): GlobalIdsByModel | "none" | "too-many" {
  const { states, models } = useInspectorStore.getState();
  const ids = new Map<string, readonly string[]>();
  let count = 0;
  for (const [model, own] of states) {
    const table = models.get(model)?.table;
    if (!table) continue;
    const { globalId, hasRepresentation } = table.objects;
    const rows = isOn
      ? [...rowsWith(own, bit)]
      : // What is not drawn needs no word where all but some is hidden.
        [...own.keys()].filter((row) => ((own[row] as number) & bit) === 0 && hasRepresentation[row] === 1);
    count += rows.length;
    if (count > MAX_LINK_IDS) return "too-many";
    ids.set(model, rows.map((row) => globalId[row] as string).filter(Boolean));
  }
  return count === 0 ? "none" : ids;
}
