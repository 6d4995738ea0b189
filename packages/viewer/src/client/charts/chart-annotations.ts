import { create } from "zustand";

/** A person's words at a moment (`fromMs` = `toMs`) or over a span of a chart. Epoch ms. */
export interface ChartAnnotation {
  readonly id: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly text: string;
  /** Datastreams that were in the chart: it is shown wherever one of them is. */
  readonly series: readonly string[];
}

/** Longest text, characters. */
export const MAX_ANNOTATION_LENGTH = 200;
/** Some 100 kB of the browser's storage. */
const MAX_ANNOTATIONS = 500;
const KEY = "shuicheng.annotations";

interface AnnotationStore {
  /** Whose they are; empty for a guest. */
  readonly user: string;
  readonly annotations: readonly ChartAnnotation[];
  /** False after the browser refused to keep them: they are lost when the page is closed. */
  readonly isKept: boolean;
  /** Reads those of a person. */
  open(user: string): void;
  add(annotation: Omit<ChartAnnotation, "id">): void;
  remove(id: string): void;
}

/** Annotations of charts. They are kept in this browser, for each person apart. */
export const useAnnotationStore = create<AnnotationStore>()((set, get) => {
  const keep = (annotations: readonly ChartAnnotation[]): void => {
    set({ annotations, isKept: write(get().user, annotations) });
  };
  return {
    user: "",
    annotations: [],
    isKept: true,
    open: (user) => set({ user, annotations: read(user), isKept: true }),
    add: (annotation) => {
      const text = annotation.text.trim().slice(0, MAX_ANNOTATION_LENGTH);
      if (text === "") return;
      const added = { ...annotation, text, id: crypto.randomUUID() };
      keep([...get().annotations, added].slice(-MAX_ANNOTATIONS));
    },
    remove: (id) => keep(get().annotations.filter((each) => each.id !== id)),
  };
});

/** Those that belong to one of the datastreams and reach into the window, earliest first. */
export function findAnnotations(
  annotations: readonly ChartAnnotation[],
  series: readonly string[],
  window: { readonly fromMs: number; readonly toMs: number },
): ChartAnnotation[] {
  return annotations
    .filter((each) => each.toMs >= window.fromMs && each.fromMs <= window.toMs)
    .filter((each) => each.series.some((id) => series.includes(id)))
    .sort((a, b) => a.fromMs - b.fromMs);
}

const keyOf = (user: string) => `${KEY}.${user}`;

function read(user: string): ChartAnnotation[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(user)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isAnnotation).slice(-MAX_ANNOTATIONS) : [];
  } catch {
    return [];
  }
}

function write(user: string, annotations: readonly ChartAnnotation[]): boolean {
  try {
    localStorage.setItem(keyOf(user), JSON.stringify(annotations));
    return true;
  } catch {
    return false;
  }
}

/** What lies in a browser's storage may have been written by anything. */
function isAnnotation(value: unknown): value is ChartAnnotation {
  const { id, fromMs, toMs, text, series } = (value ?? {}) as Partial<Record<keyof ChartAnnotation, unknown>>;
  return (
    typeof id === "string" &&
    typeof text === "string" &&
    Number.isFinite(fromMs) &&
    Number.isFinite(toMs) &&
    Array.isArray(series) &&
    series.every((each) => typeof each === "string")
  );
}
