import { pageProblem } from "./api-problem.ts";
import { useLocalModelStore } from "./local-model-store.ts";
import { useUploadStore } from "./upload-store.ts";

/** Where the page remembers for which build it was loaded anew, so that it is done once. */
const RELOADED_KEY = "shuicheng.reloadedFor";

/** What is known when a part of the page did not come. */
interface MissingPart {
  /** Script that this page began with. */
  readonly own: string | undefined;
  /** Script that the server's page begins with now; undefined where the server does not answer. */
  readonly served: string | undefined;
  /** Script for which the page was loaded anew already. */
  readonly reloadedFor: string | null;
  /** Loading anew would lose what is in this page only. */
  readonly wouldLose: boolean;
}

/**
 * What to do about it. A server that was upgraded has parts of other names: loading the page anew gets them, once for each
 * build. Where that would lose something a person decides.
 */
export function decideOnMissingPart({
  own,
  served,
  reloadedFor,
  wouldLose,
}: MissingPart): "reload" | "say-outdated" | "say-missing" {
  if (served === undefined || served === own) return "say-missing";
  return wouldLose || reloadedFor === served ? "say-outdated" : "reload";
}

/**
 * Loads a part of the page that comes later. Where it is gone because the server has a newer page, the page is loaded anew.
 *
 * @param how.isPage The part is all of what is shown, so that loading anew loses no view.
 * @throws {ApiProblem} `page/outdated`, `page/part-missing`.
 */
export async function loadPart<T>(
  load: () => Promise<T>,
  how: { readonly isPage?: boolean } = {},
): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    const served = await findServedScript();
    const decision = decideOnMissingPart({
      own:
        document.querySelector<HTMLScriptElement>("script[type=module][src]")?.getAttribute("src") ??
        undefined,
      served,
      reloadedFor: readMark(),
      wouldLose: how.isPage !== true || isHoldingWork(),
    });
    // Without a mark that stays it could go on for ever.
    if (decision === "reload" && served !== undefined && keepMark(served)) {
      window.location.reload();
      return new Promise<never>(() => undefined);
    }
    const code = decision === "say-missing" ? "page/part-missing" : "page/outdated";
    throw pageProblem(code, String(cause), 0, cause);
  }
}

/** Local files are gone with the page, and so are uploads on their way. */
function isHoldingWork(): boolean {
  const isSending = useUploadStore
    .getState()
    .uploads.some(({ state }) => state.phase === "waiting" || state.phase === "sending");
  return isSending || useLocalModelStore.getState().models.length > 0;
}

async function findServedScript(): Promise<string | undefined> {
  try {
    const answer = await fetch("/", { cache: "no-store" });
    if (!answer.ok) return undefined;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("script[type=module][src]")?.getAttribute("src") ?? undefined;
  } catch {
    return undefined;
  }
}

function readMark(): string | null {
  try {
    return sessionStorage.getItem(RELOADED_KEY);
  } catch {
    return null;
  }
}

function keepMark(served: string): boolean {
  try {
    sessionStorage.setItem(RELOADED_KEY, served);
    return sessionStorage.getItem(RELOADED_KEY) === served;
  } catch {
    return false;
  }
}
