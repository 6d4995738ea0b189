import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAnnotations } from "./annotations.ts";
import { openRegistry, type Registry } from "./registry/registry.ts";

const DAY_MS = 86_400_000;
const BY = { kind: "user", name: "admin" } as const;
const MOST = 3;

let folder: string;
let registry: Registry;
let timeMs: number;

const open = () => {
  registry = openRegistry(folder);
  return createAnnotations(registry, { now: () => timeMs, onChange: () => {}, most: MOST });
};
let annotations: ReturnType<typeof open>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shuicheng-annotations-"));
  timeMs = 1e12;
  annotations = open();
});

afterEach(() => {
  registry.close();
  rmSync(folder, { recursive: true });
});

const add = (text = "x") => annotations.add({ datastreams: [], asset: null, from: 1, to: 2, text }, BY).id;
const list = () =>
  annotations.list({
    ...{ datastreams: undefined, assets: undefined, fromMs: -1e15, toMs: 1e15, after: undefined, limit: 10 },
  }).items;
const codeOf = (call: () => unknown) => {
  try {
    call();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "nothing thrown";
};

describe("annotations", () => {
  it("are no more than there may be, also when one is brought back", () => {
    const first = add();
    for (let i = 1; i < MOST; i++) add();
    expect(codeOf(add)).toBe("annotation/too-many");
    expect(annotations.restore(first)).toMatchObject({ id: first });
    annotations.remove(first, 1);
    add();
    expect(codeOf(() => annotations.restore(first))).toBe("annotation/too-many");
  });

  it("can be brought back for a day after they were deleted", () => {
    const [early, other] = [add(), add()];
    annotations.remove(early, 1);
    timeMs += DAY_MS + 1;
    annotations.remove(other, undefined);
    expect(codeOf(() => annotations.restore(early))).toBe("annotation/unknown");
    expect(annotations.restore(other)).toMatchObject({ id: other, version: 1 });
  });

  it("are there after the file is opened again, with their changes", () => {
    const id = add();
    annotations.change(id, 1, { span: { from: 5, to: 5 }, text: "泵" }, BY);
    const before = list();
    registry.close();
    annotations = open();
    expect(list()).toEqual(before);
    expect(before).toMatchObject([{ id, version: 2, from: 5, to: 5, text: "泵", createdBy: BY }]);
  });
});
