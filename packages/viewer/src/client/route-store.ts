import { create } from "zustand";

/** A page of the application. `model`: the one whose details are open. */
export type Route = { readonly page: "city" } | { readonly page: "models"; readonly model: string | null };

/** Path of the models page. */
const MODELS_PATH = "/models";
/** Parameter that names the open model. */
const MODEL_PARAMETER = "id";

interface RouteStore {
  readonly route: Route;
  /** Fragment that the City page had when it was left: its view comes back with it. */
  readonly cityFragment: string;
  /** Shows another page and writes its address. `isFresh`: the City page begins where it is told to fly, not where it was left. */
  go(route: Route, options?: { readonly isFresh?: boolean }): void;
  /** The address is another already: back, forward. */
  follow(): void;
}

/** Reads the page that an address names; an unknown path is the City. */
export function parseRoute({ pathname, search }: Pick<Location, "pathname" | "search">): Route {
  if (pathname.replace(/\/$/, "") !== MODELS_PATH) return { page: "city" };
  return { page: "models", model: new URLSearchParams(search).get(MODEL_PARAMETER) || null };
}

/** Writes the address of a page, without origin. @param cityFragment With `#`, or empty. */
export function buildRouteAddress(route: Route, cityFragment = ""): string {
  if (route.page === "city") return `/${cityFragment}`;
  const query = route.model === null ? "" : `?${MODEL_PARAMETER}=${encodeURIComponent(route.model)}`;
  return MODELS_PATH + query;
}

/** Which page is shown. */
export const useRouteStore = create<RouteStore>()((set, get) => ({
  route: typeof window === "undefined" ? { page: "city" } : parseRoute(window.location),
  cityFragment: "",
  go: (route, { isFresh = false } = {}) => {
    const before = get();
    const isLeavingCity = before.route.page === "city" && route.page !== "city";
    const cityFragment = isLeavingCity ? window.location.hash : before.cityFragment;
    if (before.route.page === "city" && route.page === "city") return;
    window.history.pushState(null, "", buildRouteAddress(route, isFresh ? "" : cityFragment));
    set({ route, cityFragment });
  },
  follow: () => set({ route: parseRoute(window.location) }),
}));
