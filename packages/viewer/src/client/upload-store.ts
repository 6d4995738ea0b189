import { create } from "zustand";
import { ApiProblem, pageProblem } from "./api-problem.ts";
import { buildPath } from "./http-client.ts";
import { uploadFile } from "./upload-file.ts";

/** A file on its way to the server. Files go one after the other, in the order in which they were given. */
export interface Upload {
  readonly key: number;
  readonly file: File;
  /** The model that the file is a new revision of; null makes a model of its own. */
  readonly model: string | null;
  readonly sentBytes: number;
  readonly state:
    | { readonly phase: "waiting" }
    | { readonly phase: "sending" }
    /** On the server; the job tells the rest. */
    | { readonly phase: "sent"; readonly job: string }
    | { readonly phase: "failed"; readonly problem: ApiProblem };
}

/** How a file is sent. */
interface UploadChoice {
  readonly model: string | null;
  /** Sent although the server has the same bytes already. */
  readonly isAgain: boolean;
}

interface UploadStore {
  readonly uploads: readonly Upload[];
  /** Queues files; those that are no IFC by their name are still sent: the server judges by content. */
  add(files: readonly File[], model: string | null): void;
  /** Stops a file that waits or is being sent, and takes it off the list. */
  drop(key: number): void;
  /** Sends a refused file once more. */
  sendAgain(key: number, isAgain: boolean): void;
}

/** Address of an upload. */
export function uploadAddress(fileName: string, { model, isAgain }: UploadChoice): string {
  const query = { name: fileName, model: model ?? undefined, again: isAgain ? "true" : undefined };
  return `/api/v1${buildPath("/models", query)}`;
}

/** Files being uploaded; they go on while the person looks at another page. */
export const useUploadStore = create<UploadStore>()((set, get) => {
  let nextKey = 1;
  const again = new Set<number>();
  const stops = new Map<number, AbortController>();

  const change = (key: number, part: Partial<Upload>): void =>
    set(({ uploads }) => ({
      uploads: uploads.map((each) => (each.key === key ? { ...each, ...part } : each)),
    }));
  const sendNext = async (): Promise<void> => {
    const next = get().uploads.find(({ state }) => state.phase === "waiting");
    if (!next || stops.size > 0) return;
    const { key, file, model } = next;
    const stop = new AbortController();
    stops.set(key, stop);
    change(key, { sentBytes: 0, state: { phase: "sending" } });
    try {
      const job = await uploadFile(file, {
        address: uploadAddress(file.name, { model, isAgain: again.has(key) }),
        signal: stop.signal,
        onProgress: (sentBytes) => change(key, { sentBytes }),
      });
      change(key, { sentBytes: file.size, state: { phase: "sent", job } });
    } catch (error) {
      change(key, { state: { phase: "failed", problem: problemOf(error) } });
    } finally {
      stops.delete(key);
    }
    void sendNext();
  };

  return {
    uploads: [],
    add(files, model) {
      const added = files.map(
        (file): Upload => ({ key: nextKey++, file, model, sentBytes: 0, state: { phase: "waiting" } }),
      );
      set(({ uploads }) => ({ uploads: [...uploads, ...added] }));
      void sendNext();
    },
    drop(key) {
      set(({ uploads }) => ({ uploads: uploads.filter((each) => each.key !== key) }));
      stops.get(key)?.abort();
      again.delete(key);
    },
    sendAgain(key, isAgain) {
      if (isAgain) again.add(key);
      change(key, { state: { phase: "waiting" } });
      void sendNext();
    },
  };
});

function problemOf(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : pageProblem("page/unreachable", String(error), 0, error);
}
