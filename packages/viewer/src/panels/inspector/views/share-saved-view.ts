import { useInspectorLinkStore } from "../../../client/inspector/link/link-store.ts";
import { copyText } from "../../copy-text.ts";

/** Puts the link to a saved view into the address bar and onto the clipboard; the notices say what became of it. */
export async function shareSavedView(fragment: string): Promise<void> {
  const address = `${window.location.pathname}${window.location.search}${fragment}`;
  window.history.replaceState(null, "", address);
  const isCopied = await copyText(window.location.origin + address);
  useInspectorLinkStore.setState({ shared: isCopied ? "copied" : "failed" });
}
