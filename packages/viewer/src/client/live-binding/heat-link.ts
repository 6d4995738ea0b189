import type { LinkPart } from "../inspector/link/link-store.ts";
import { useLiveStore } from "./live-store.ts";

/** A property's name is as long at most (`ObservedProperty` of the catalogue or free). */
const MAX_PROPERTY = 128;

/** The heat map of live values: `rooms:` or `elements:` and the observed property; values are those of when it is looked at. */
export const heatLinkPart: LinkPart = {
  name: "heat",
  write() {
    const { choice } = useLiveStore.getState();
    return choice ? `${choice.isOverSpaces ? "rooms" : "elements"}:${choice.property}` : undefined;
  },
  read(text) {
    const at = text.indexOf(":");
    const [over, property] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)];
    if ((over !== "rooms" && over !== "elements") || property === "" || property.length > MAX_PROPERTY)
      return false;
    useLiveStore.getState().choose({ property, isOverSpaces: over === "rooms" });
    return true;
  },
  clear: () => useLiveStore.getState().choose(null),
};
