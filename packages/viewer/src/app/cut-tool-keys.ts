import { stepClash } from "../client/inspector/cuts/clash-list.ts";
import { useClashStore } from "../client/inspector/cuts/clash-store.ts";
import { useMeasureStore } from "../client/inspector/cuts/measure-store.ts";
import {
  flipActivePlane,
  nudgeActivePlane,
  useSectionStore,
} from "../client/inspector/cuts/section-store.ts";
import { stepStorey } from "../client/inspector/cuts/storey-plan.ts";
import { type ToolKey, toolKeys } from "../client/inspector/tool-keys.ts";
import { useToolStore } from "../client/inspector/tool-store.ts";

const isInHand = (tool: "section" | "measure" | "clash") => useToolStore.getState().inHand === tool;
const canMovePlane = () => isInHand("section") && useSectionStore.getState().planes.length > 0;
const hasStoreys = () => isInHand("section") || useSectionStore.getState().plan !== null;
const hasClashes = () => isInHand("clash") && useClashStore.getState().clashes.length > 0;
const hasPoints = () => isInHand("measure") && useMeasureStore.getState().taken > 0;

/** Keys of the tools in hand besides those that take them in hand; a plane moves by metres. */
const KEYS: readonly ToolKey[] = [
  { letter: "[", isOn: canMovePlane, press: () => nudgeActivePlane(-0.1) },
  { letter: "]", isOn: canMovePlane, press: () => nudgeActivePlane(0.1) },
  { letter: "{", isOn: canMovePlane, press: () => nudgeActivePlane(-0.01) },
  { letter: "}", isOn: canMovePlane, press: () => nudgeActivePlane(0.01) },
  { letter: "\\", isOn: canMovePlane, press: flipActivePlane },
  { letter: "pageup", isOn: hasStoreys, press: () => stepStorey(1) },
  { letter: "pagedown", isOn: hasStoreys, press: () => stepStorey(-1) },
  { letter: ".", isOn: hasClashes, press: () => stepClash(1) },
  { letter: ",", isOn: hasClashes, press: () => stepClash(-1) },
  { letter: "backspace", isOn: hasPoints, press: () => useMeasureStore.getState().stepBack() },
];

/** Adds the keys. Answers what takes them away. */
export function addCutToolKeys(): () => void {
  const endings = KEYS.map((key) => toolKeys.add(key));
  return () => {
    for (const end of endings) end();
  };
}
