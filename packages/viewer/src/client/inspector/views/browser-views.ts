import {
  type SavedView,
  type ViewContent,
  type WholeView,
  WholeViewSchema,
} from "@shuicheng/shared/contracts";
import { Check } from "typebox/value";
import { ApiProblem, pageProblem } from "../../api-problem.ts";
import type { ViewStorage } from "./view-storage.ts";

const DATABASE = "shuicheng.views";
const STORE = "view";
const BY_MODEL = "model";
/** How long a deletion can be taken back, as on the server. */
const KEPT_AFTER_DELETION_MS = 86_400_000;

interface KeptView {
  readonly id: string;
  readonly model: string;
  readonly deletedAtMs: number | null;
  readonly view: WholeView;
}

/**
 * Views that this browser keeps: of files that are on no server, and of whoever may not write there. Rejects with `page/no-storage`
 * where the browser keeps nothing.
 *
 * @param model What the model is known by from one visit to the next.
 */
export function createBrowserViews(model: string): ViewStorage {
  const require = async (store: IDBObjectStore, id: string): Promise<KeptView> => {
    const kept = (await answerOf(store.get(id))) as KeptView | undefined;
    if (!kept || kept.model !== model || !Check(WholeViewSchema, kept.view))
      throw problem("view/unknown", 404, `there is no view ${id}`);
    return kept;
  };
  const requireShown = async (store: IDBObjectStore, id: string): Promise<KeptView> => {
    const kept = await require(store, id);
    if (kept.deletedAtMs !== null) throw problem("view/unknown", 404, `there is no view ${id}`);
    return kept;
  };
  const requireVersion = async (store: IDBObjectStore, id: string, version: number): Promise<KeptView> => {
    const kept = await requireShown(store, id);
    if (kept.view.version !== version) throw problem("view/conflict", 409, `view ${id} was changed since`);
    return kept;
  };
  return {
    place: "browser",
    list: () =>
      inStore("readonly", async (store) => {
        const kept = (await answerOf(store.index(BY_MODEL).getAll(model))) as readonly KeptView[];
        return kept
          .filter(({ deletedAtMs, view }) => deletedAtMs === null && Check(WholeViewSchema, view))
          .map(({ view }) => ({
            ...listed(view),
            place: "browser" as const,
            picture: view.content.thumbnail && `data:image/jpeg;base64,${view.content.thumbnail}`,
          }))
          .sort((a, b) => a.createdAt - b.createdAt);
      }),
    read: (id) => inStore("readonly", async (store) => (await requireShown(store, id)).view),
    add: (content) =>
      inStore("readwrite", async (store) => {
        await forgetDeleted(store);
        const view = wholeOf(content, { id: crypto.randomUUID(), version: 1, createdAt: Date.now() });
        await answerOf(store.put({ id: view.id, model, deletedAtMs: null, view } satisfies KeptView));
        return listed(view);
      }),
    replace: (id, version, content) =>
      inStore("readwrite", async (store) => {
        const kept = await requireVersion(store, id, version);
        const view = wholeOf(content, { id, version: version + 1, createdAt: kept.view.createdAt });
        await answerOf(store.put({ ...kept, view } satisfies KeptView));
        return listed(view);
      }),
    remove: (id, version) =>
      inStore("readwrite", async (store) => {
        const kept = await requireVersion(store, id, version);
        await answerOf(store.put({ ...kept, deletedAtMs: Date.now() } satisfies KeptView));
      }),
    restore: (id) =>
      inStore("readwrite", async (store) => {
        const kept = await require(store, id);
        await answerOf(store.put({ ...kept, deletedAtMs: null } satisfies KeptView));
        return listed(kept.view);
      }),
  };
}

function wholeOf(content: ViewContent, own: Pick<SavedView, "id" | "version" | "createdAt">): WholeView {
  return {
    ...own,
    ...{ name: content.name, createdBy: null, changedBy: null, changedAt: Date.now() },
    modelRevision: content.models[0]?.revision ?? null,
    hasThumbnail: content.thumbnail !== null,
    shapes: content.markup.length,
    content,
  };
}

function listed({ content: _content, ...view }: WholeView): SavedView {
  return view;
}

async function forgetDeleted(store: IDBObjectStore): Promise<void> {
  for (const kept of (await answerOf(store.getAll())) as readonly KeptView[]) {
    if (kept.deletedAtMs !== null && kept.deletedAtMs < Date.now() - KEPT_AFTER_DELETION_MS)
      store.delete(kept.id);
  }
}

/** Runs in one transaction, which is done when it answers. */
async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T> {
  try {
    const database = await openDatabase();
    try {
      const transaction = database.transaction(STORE, mode);
      const done = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
      });
      // Whoever waits for the work may fail first.
      done.catch(() => undefined);
      const result = await work(transaction.objectStore(STORE));
      await done;
      return result;
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof ApiProblem) throw error;
    throw pageProblem("page/no-storage", String(error), 0, error);
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(STORE, { keyPath: "id" }).createIndex(BY_MODEL, "model");
  };
  return answerOf(opening);
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const problem = (code: string, status: number, detail: string) => new ApiProblem({ code, status, detail });
