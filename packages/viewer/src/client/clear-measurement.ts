import { useViewStore } from "./view-store.ts";

/** Wipes the measured line and stays ready for the next: the scene drops its points when the tool is laid down. */
export function clearMeasurement(): void {
  const { setTool, showMeasurement } = useViewStore.getState();
  setTool("select");
  showMeasurement(null);
  setTool("measure");
}
