import { useInspectorLinkStore, writeInspectorLink } from "../../client/inspector/link/link-store.ts";
import { copyText } from "../copy-text.ts";

/** Writes what is seen into the address bar and onto the clipboard; the notices say what became of it. */
export async function shareInspectorView(): Promise<void> {
  const { fragment, isWhole } = writeInspectorLink();
  const address = `${window.location.pathname}${window.location.search}${fragment}`;
  window.history.replaceState(null, "", address);
  const isCopied = await copyText(window.location.origin + address);
  useInspectorLinkStore.setState({ shared: !isCopied ? "failed" : isWhole ? "copied" : "too-many" });
}
