import { beforeEach, describe, expect, it, vi } from "vitest";
import { findAnnotations, useAnnotationStore } from "./chart-annotations.ts";

const store = () => useAnnotationStore.getState();
const note = (fromMs: number, toMs: number, series = ["a"]) => ({ fromMs, toMs, text: `${fromMs}`, series });

/** A browser's storage that holds so many characters. */
function useStorage(room: number): Map<string, string> {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (value.length > room) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, value);
    },
  });
  return kept;
}

describe("useAnnotationStore", () => {
  beforeEach(() => {
    useStorage(10_000);
    store().open("");
  });

  it("keeps a person's annotations apart from another's", () => {
    store().open("li");
    store().add(note(5, 9));
    store().open("wang");
    expect(store().annotations).toEqual([]);
    store().open("li");
    expect(store().annotations).toMatchObject([{ fromMs: 5, toMs: 9, text: "5" }]);
    store().remove(store().annotations[0]?.id ?? "");
    store().open("li");
    expect(store().annotations).toEqual([]);
  });

  it("takes no empty text, and cuts a long one", () => {
    store().add({ ...note(1, 1), text: "  " });
    store().add({ ...note(1, 1), text: "x".repeat(500) });
    expect(store().annotations.map(({ text }) => text.length)).toEqual([200]);
  });

  it("says so where the browser does not keep them, and reads what is none as none", () => {
    const kept = useStorage(10);
    store().add(note(1, 1));
    expect(store()).toMatchObject({ isKept: false, annotations: [{ fromMs: 1 }] });
    kept.set("shuicheng.annotations.x", '[{"id":1},{"id":"a","text":"b","fromMs":1,"toMs":2,"series":[]}]');
    store().open("x");
    expect(store().annotations).toHaveLength(1);
  });
});

describe("findAnnotations", () => {
  it("finds those of the chart's datastreams that reach into the window, earliest first", () => {
    const all = [note(30, 60), note(5, 15), note(0, 9), note(12, 12, ["b"])].map((each, i) => ({
      ...each,
      id: `${i}`,
    }));
    expect(findAnnotations(all, ["a"], { fromMs: 10, toMs: 40 }).map(({ id }) => id)).toEqual(["1", "0"]);
  });
});
