import { useSavedViewStore } from "../../../client/inspector/views/saved-view-store.ts";
import type { ViewStorage } from "../../../client/inspector/views/view-storage.ts";
import { useIsWriter } from "../../models/is-writer.ts";

/** Where the person may keep views: in the browser those of local files, and of whoever may not write on the server. */
export function useCanKeepViews(): ViewStorage["place"] {
  const isOnServer = useSavedViewStore((state) => state.server !== null);
  return useIsWriter() && isOnServer ? "server" : "browser";
}
