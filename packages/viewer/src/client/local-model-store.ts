import { Fault } from "@shuicheng/shared/faults";
import type { ConvertStage, ModelHealth, ReadingReport } from "@shuicheng/shared/ifc";
import { create } from "zustand";
import { ApiProblem, pageProblem } from "./api-problem.ts";

/** A file that is opened in this browser and nowhere else: it is never sent. */
export interface LocalModel {
  /** No model of a server has such an id: a colon is not allowed there. */
  readonly id: string;
  readonly file: File;
  /** For people: of the IFC file, also where it came in an archive. */
  readonly name: string;
  readonly state: LocalState;
}

/** How far a local file is. */
export type LocalState =
  | { readonly phase: "opening" }
  /** Nothing was begun: it might end the page. Sizes in bytes of IFC text. */
  | { readonly phase: "too-large"; readonly bytes: number; readonly maxBytes: number }
  /** @param progress 0 to 1; begins again where a product hung. */
  | { readonly phase: "converting"; readonly stage: ConvertStage; readonly progress: number }
  | ({ readonly phase: "ready"; readonly tookMs: number } & LocalOutcome)
  /** `report`: what was read until then. */
  | { readonly phase: "failed"; readonly problem: ApiProblem; readonly report: ReadingReport | undefined };

/** What a conversion came to. */
export interface LocalOutcome {
  readonly health: ModelHealth;
  /** Of elements, without spaces and openings. */
  readonly triangles: number;
}

/** What a conversion tells while it runs. */
export interface LocalProgress {
  onStage(stage: ConvertStage, progress: number): void;
  onReport(report: ReadingReport): void;
}

/** The part of the page that converts; it is loaded with the first file. */
export interface LocalConverter {
  /** Looks at a file without reading it. Throws {@link Fault}, or the browser's own where the file has gone. */
  inspect(file: File): Promise<{ readonly name: string; readonly bytes: number; readonly maxBytes: number }>;
  /** Converts it; the inspector then finds the result by `id`. Throws {@link Fault}, or the signal's reason. */
  convert(id: string, file: File, progress: LocalProgress, signal: AbortSignal): Promise<LocalOutcome>;
  /** Forgets a result. */
  release(id: string): void;
}

interface LocalModelStore {
  readonly models: readonly LocalModel[];
  /** Folders that were dropped and hold no IFC file. */
  readonly emptyFolders: readonly string[];
  /** Says of folders that there was nothing in them to open. */
  noteEmptyFolders(names: readonly string[]): void;
  /** Opens files one after the other, in the order in which they were given. @returns Their ids. */
  open(files: readonly File[]): readonly string[];
  /** Converts a file although it is larger than advised. */
  openAnyway(id: string): void;
  /** Begins anew with a file that failed. */
  tryAgain(id: string): void;
  /** Stops a file's conversion, or forgets its result, and takes it off the list. */
  close(id: string): void;
}

let load: (() => Promise<LocalConverter>) | undefined;

/** Says who converts; until then files wait. */
export function serveLocalModels(loadConverter: () => Promise<LocalConverter>): void {
  load = loadConverter;
}

/** Whether an id is that of a local file, whether or not it is still open. */
export const isLocalId = (id: string): boolean => id.startsWith("local:");

/** Where names of files are kept by id, as long as the tab is open: a page that is loaded again can say which are to be opened. */
const NAMES_KEY = "shuicheng.local-names";

/** Names of the files that were opened in this tab, by id. */
export function readLocalNames(): Map<string, string> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(NAMES_KEY) ?? "{}");
    return new Map(
      Object.entries(kept ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    // Written by something else, or the browser keeps nothing: files are then known by their ids.
    return new Map();
  }
}

function keepLocalNames(names: ReadonlyMap<string, string>): void {
  try {
    sessionStorage.setItem(NAMES_KEY, JSON.stringify(Object.fromEntries(names)));
  } catch {
    // The browser keeps nothing.
  }
}

/** Files that are open in this browser only. They are gone with the page. */
export const useLocalModelStore = create<LocalModelStore>()((set, get) => {
  let isBusy = false;
  const stops = new Map<string, AbortController>();
  const advised = new Set<string>();
  /** Ids are not given twice, so that a link names one file. */
  const given = new Set<string>();

  const change = (id: string, part: Partial<LocalModel>): void =>
    set(({ models }) => ({ models: models.map((each) => (each.id === id ? { ...each, ...part } : each)) }));

  const convert = async ({ id, file }: LocalModel, signal: AbortSignal): Promise<void> => {
    let report: ReadingReport | undefined;
    const startedMs = performance.now();
    try {
      if (!load) throw new TypeError("nobody converts local files");
      const converter = await load();
      const { name, bytes, maxBytes } = await converter.inspect(file);
      change(id, { name });
      if (bytes > maxBytes && !advised.has(id)) {
        return change(id, { state: { phase: "too-large", bytes, maxBytes } });
      }
      const progress: LocalProgress = {
        onStage: (stage, share) => change(id, { state: { phase: "converting", stage, progress: share } }),
        onReport: (read) => {
          report = read;
        },
      };
      const outcome = await converter.convert(id, file, progress, signal);
      change(id, { state: { phase: "ready", ...outcome, tookMs: performance.now() - startedMs } });
    } catch (error) {
      if (!signal.aborted) change(id, { state: { phase: "failed", problem: problemOf(error), report } });
    }
  };

  const convertNext = async (): Promise<void> => {
    const next = get().models.find(({ state }) => state.phase === "opening");
    if (!next || isBusy) return;
    isBusy = true;
    const stop = new AbortController();
    stops.set(next.id, stop);
    await convert(next, stop.signal);
    stops.delete(next.id);
    isBusy = false;
    void convertNext();
  };

  /** What a file was known by before the page was loaded again, where it is the same by its name; else one that was never used. */
  const nextId = (file: File): string => {
    const names = readLocalNames();
    const isOpen = (id: string) => get().models.some((each) => each.id === id) || given.has(id);
    const before = [...names].find(([id, name]) => name === file.name && !isOpen(id))?.[0];
    let key = 1;
    while (names.has(`local:${key}`) || isOpen(`local:${key}`)) key++;
    const id = before ?? `local:${key}`;
    given.add(id);
    keepLocalNames(names.set(id, file.name));
    return id;
  };

  const begin = (id: string): void => {
    change(id, { state: { phase: "opening" } });
    void convertNext();
  };

  return {
    models: [],
    emptyFolders: [],
    noteEmptyFolders: (emptyFolders) => set({ emptyFolders }),
    open(files) {
      const added = files.map(
        (file): LocalModel => ({
          id: nextId(file),
          file,
          name: file.name,
          state: { phase: "opening" },
        }),
      );
      set(({ models }) => ({ models: [...models, ...added] }));
      void convertNext();
      return added.map(({ id }) => id);
    },
    openAnyway(id) {
      advised.add(id);
      begin(id);
    },
    tryAgain: begin,
    close(id) {
      set(({ models }) => ({ models: models.filter((each) => each.id !== id) }));
      stops.get(id)?.abort(new DOMException("the conversion was stopped", "AbortError"));
      void load?.().then((converter) => converter.release(id));
    },
  };
});

/** The browser ends the reading of a file that has gone or changed since it was picked with errors of these names. */
const GONE = new Set(["NotFoundError", "NotReadableError"]);

function problemOf(error: unknown): ApiProblem {
  if (error instanceof Fault) {
    const { code, message, details } = error;
    return new ApiProblem({ code, status: 0, detail: message, details: { ...details } }, { cause: error });
  }
  const isGone = error instanceof DOMException && GONE.has(error.name);
  return pageProblem(isGone ? "page/file-gone" : "page/conversion-failed", String(error), 0, error);
}
