import { create } from "zustand";

/** A page of the application. `model`: the one whose details are open. */
export type Route =
  | { readonly page: "city" }
  | { readonly page: "models"; readonly model: string | null }
  /** `query`: what the chart shows, with `?`, or empty (`charts/chart-view.ts`). */
  | { readonly page: "charts"; readonly query: string }
  | { readonly page: "integrators" }
  /** `others`: models that are looked at together with the first. */
  | { readonly page: "inspector"; readonly model: string; readonly others: readonly string[] };

/** Path of the models page. */
const MODELS_PATH = "/models";
/** Path of the chart page. */
const CHARTS_PATH = "/charts";
/** Path of the integrators' page. */
const INTEGRATORS_PATH = "/integrators";
/** Parameter that names the open model. */
const MODEL_PARAMETER = "id";
/** Parameter of the inspector that names further models, with commas between. */
const OTHERS_PARAMETER = "with";

interface RouteStore {
  readonly route: Route;
  /** Fragment that the City page had when it was left: its view comes back with it. */
  readonly cityFragment: string;
  /** Shows another page and writes its address. `isFresh`: the City page begins where it is told to fly, not where it was left. `fragment`: with `#`, what another page is to show. */
  go(route: Route, options?: { readonly isFresh?: boolean; readonly fragment?: string }): void;
  /** The address is another already: back, forward. */
  follow(): void;
}

/** Reads the page that an address names; an unknown path is the City. */
export function parseRoute({ pathname, search }: Pick<Location, "pathname" | "search">): Route {
  const path = pathname.replace(/\/$/, "");
  const model = path.startsWith(`${MODELS_PATH}/`) ? readPart(path.slice(MODELS_PATH.length + 1)) : "";
  if (model !== "") {
    const others = (new URLSearchParams(search).get(OTHERS_PARAMETER) ?? "").split(",");
    const known = new Set(others.filter((other) => other !== "" && other !== model));
    return { page: "inspector", model, others: [...known] };
  }
  if (path === INTEGRATORS_PATH) return { page: "integrators" };
  if (path === CHARTS_PATH) return { page: "charts", query: search };
  if (path !== MODELS_PATH) return { page: "city" };
  return { page: "models", model: new URLSearchParams(search).get(MODEL_PARAMETER) || null };
}

/** One part of a path; empty for what is none. */
function readPart(text: string): string {
  try {
    return text.includes("/") ? "" : decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** Writes the address of a page, without origin. @param cityFragment With `#`, or empty. */
export function buildRouteAddress(route: Route, cityFragment = ""): string {
  if (route.page === "city") return `/${cityFragment}`;
  if (route.page === "integrators") return INTEGRATORS_PATH;
  if (route.page === "charts") return CHARTS_PATH + route.query;
  if (route.page === "inspector") {
    const others = route.others.map(encodeURIComponent).join(",");
    return `${MODELS_PATH}/${encodeURIComponent(route.model)}${others && `?${OTHERS_PARAMETER}=${others}`}`;
  }
  const query = route.model === null ? "" : `?${MODEL_PARAMETER}=${encodeURIComponent(route.model)}`;
  return MODELS_PATH + query;
}

/** Which page is shown. */
export const useRouteStore = create<RouteStore>()((set, get) => ({
  route: typeof window === "undefined" ? { page: "city" } : parseRoute(window.location),
  cityFragment: "",
  go: (route, { isFresh = false, fragment = "" } = {}) => {
    const before = get();
    const isLeavingCity = before.route.page === "city" && route.page !== "city";
    const cityFragment = isLeavingCity ? window.location.hash : before.cityFragment;
    if (before.route.page === "city" && route.page === "city") return;
    const address = buildRouteAddress(route, isFresh ? "" : cityFragment);
    window.history.pushState(null, "", route.page === "city" ? address : address + fragment);
    set({ route, cityFragment });
  },
  follow: () => set({ route: parseRoute(window.location) }),
}));
