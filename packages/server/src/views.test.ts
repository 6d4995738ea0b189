import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MAX_MODEL_VIEWS, type ViewContent } from "@shuicheng/shared/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ViewQueries } from "./http/view-queries.ts";
import { openRegistry, type Registry } from "./registry/registry.ts";
import { createViews } from "./views.ts";

const DAY_MS = 86_400_000;
const BY = { kind: "user", name: "admin" } as const;
const CONTENT: ViewContent = {
  name: "剖切",
  camera: { eyeM: [0, -9, 5], targetM: [0, 0, 1], heightM: 8, projection: "perspective" },
  ...{ models: [], parts: {}, markup: [], thumbnail: null },
};

let folder: string;
let registry: Registry;
let views: ViewQueries;
let timeMs: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shuicheng-views-"));
  registry = openRegistry(folder);
  registry.models.put({ id: "walls", name: "walls", revision: 1, handPlace: undefined, createdAtMs: 0 });
  timeMs = 1e12;
  views = createViews(registry, () => timeMs);
});

afterEach(() => {
  registry.close();
  rmSync(folder, { recursive: true });
});

const add = () => views.add("walls", CONTENT, BY).id;
const codeOf = (call: () => unknown) => {
  try {
    call();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "nothing thrown";
};

describe("saved views", () => {
  it("are no more than there may be, and one that is there needs no room to be brought back", () => {
    const ids = Array.from({ length: MAX_MODEL_VIEWS }, add);
    const [first, second] = ids as [string, string];
    expect(codeOf(add)).toBe("view/too-many");
    expect(views.restore("walls", first)).toMatchObject({ id: first, version: 1 });
    views.remove("walls", first, 1);
    add();
    expect(codeOf(() => views.restore("walls", first))).toBe("view/too-many");
    views.remove("walls", second, 1);
    expect(views.restore("walls", first)).toMatchObject({ id: first });
  });

  it("can be brought back for a day after they were deleted", () => {
    const [early, late, other] = [add(), add(), add()];
    views.remove("walls", early, 1);
    timeMs += DAY_MS - 1;
    views.remove("walls", late, 1);
    expect(views.restore("walls", early)).toMatchObject({ id: early });
    views.remove("walls", early, 1);
    timeMs += DAY_MS + 1;
    views.remove("walls", other, undefined);
    expect(codeOf(() => views.restore("walls", early))).toBe("view/unknown");
    expect(codeOf(() => views.restore("walls", late))).toBe("view/unknown");
    expect(views.list("walls")).toEqual([]);
  });
});
