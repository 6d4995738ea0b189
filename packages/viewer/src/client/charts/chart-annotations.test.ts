import { beforeEach, describe, expect, it, vi } from "vitest";
import { chartAnnotationOf, findAnnotations } from "./chart-annotations.ts";
import { forgetLocalAnnotations, readLocalAnnotations } from "./local-annotations.ts";

const BY = { kind: "user", name: "li" } as const;
const annotation = (from: number, to: number, version = 1) =>
  chartAnnotationOf({
    ...{ id: `${from}`, version, datastreams: ["a"], asset: null, from, to, text: `${from}` },
    ...{ createdBy: BY, createdAt: 1, changedBy: { ...BY, name: "wang" }, changedAt: 2 },
  });

describe("chartAnnotationOf", () => {
  it("names who changed it once it was changed", () => {
    expect(annotation(1, 1)).toMatchObject({ author: "li", changedBy: null });
    expect(annotation(1, 1, 2)).toMatchObject({ author: "li", changedBy: "wang", changedAtMs: 2 });
  });
});

describe("findAnnotations", () => {
  it("finds those that reach into the window, earliest first", () => {
    const all = [annotation(30, 60), annotation(5, 15), annotation(0, 9), annotation(41, 41)];
    expect(findAnnotations(all, { fromMs: 10, toMs: 40 }).map(({ id }) => id)).toEqual(["5", "30"]);
  });
});

describe("annotations that an earlier page left in the browser", () => {
  const kept = new Map<string, string>();
  const note = (id: string, changes: object = {}) => ({
    ...{ id, fromMs: 5, toMs: 9, text: id, series: ["a"] },
    ...changes,
  });
  const keep = (user: string, notes: readonly object[]) =>
    kept.set(`shuicheng.annotations.${user}`, JSON.stringify(notes));

  beforeEach(() => {
    kept.clear();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    });
  });

  it("are those of the person and of guests, as the server takes them", () => {
    keep("li", [note("1", { series: ["a", "a", "b c"] })]);
    keep("", [note("2")]);
    keep("wang", [note("3")]);
    expect(readLocalAnnotations("li")).toEqual([
      { id: "1", input: { datastreams: ["a"], from: 5, to: 9, text: "1" } },
      { id: "2", input: { datastreams: ["a"], from: 5, to: 9, text: "2" } },
    ]);
  });

  it("are none where something else lies there", () => {
    keep("li", [{ id: 1 }, note("2", { text: " " }), note("3", { toMs: 4 }), note("4", { series: "a" })]);
    kept.set("shuicheng.annotations.", "{oops");
    expect(readLocalAnnotations("li")).toEqual([]);
  });

  it("are forgotten one by one, and their list with the last", () => {
    keep("li", [note("1"), note("2")]);
    forgetLocalAnnotations("li", ["1"]);
    expect(readLocalAnnotations("li").map(({ id }) => id)).toEqual(["2"]);
    forgetLocalAnnotations("li", ["2"]);
    expect(kept.size).toBe(0);
  });
});
