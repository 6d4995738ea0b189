import type { ViewContent } from "@shuicheng/shared/contracts";
import { ViewContentSchema } from "@shuicheng/shared/contracts";
import type { ElementTable } from "@shuicheng/shared/ifc";
import fc from "fast-check";
import { Check } from "typebox/value";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useInspectorStore } from "../../inspector-store.ts";
import { ELEMENT_STATE } from "../element-states.ts";
import { useDataStore } from "../find/data-store.ts";
import { showLinkElements } from "../link/link-elements.ts";
import { addLinkPart } from "../link/link-store.ts";
import { drawnLinkPart, legendLinkPart, tableLinkPart } from "../link/look-link.ts";
import { redoLatest, undoLatest, useToolHistory } from "../tool-history.ts";
import { nameView } from "./name-view.ts";
import { restoreView } from "./restore-view.ts";
import { useSavedViewStore } from "./saved-view-store.ts";
import { captureView } from "./view-capture.ts";
import { readViewsFile, writeViewsFile } from "./view-file.ts";
import { linkOfModels } from "./view-models.ts";

const ROWS = 12;
const { hidden, selected, ghosted } = ELEMENT_STATE;
const idOf = (row: number) => `id-${row}`;
/** Of an element table what views ask for: GlobalIds by row. */
const tableOf = (globalId: readonly string[]) =>
  ({ objects: { count: globalId.length, globalId } }) as unknown as ElementTable;
const TABLE = tableOf(Array.from({ length: ROWS }, (_, row) => idOf(row)));
const camera = {
  eyeM: [1, 2, 3],
  targetM: [0, 0, 0],
  heightM: 10,
  projection: "perspective",
} as const;

const capture = (): ViewContent =>
  captureView({
    ...{ name: "A view", models: ["house"], revisions: new Map([["house", 3]]) },
    ...{ camera, markup: [], thumbnail: null },
  });
const shownAs = (content: ViewContent) => ({
  place: "server" as const,
  view: {
    ...{
      id: "one",
      version: 1,
      name: content.name,
      createdBy: null,
      createdAt: 0,
      changedBy: null,
      changedAt: 0,
    },
    ...{ modelRevision: 3, hasThumbnail: false, shapes: 0, content },
  },
});

beforeEach(() => {
  useInspectorStore.getState().open({ id: "house", name: "House", table: TABLE });
  useSavedViewStore.setState({ model: "house" });
});
afterEach(() => {
  useInspectorStore.getState().reset();
  useDataStore.getState().reset();
  useSavedViewStore.setState({ model: null, shown: null, notice: null, flight: null });
});

describe("a captured view", () => {
  it("gives back each element's state, whatever is hidden, ghosted and selected, and fits the contract", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 7 }), { minLength: ROWS, maxLength: ROWS }), (bits) => {
        const states = Uint8Array.from(bits);
        useInspectorStore.setState({ states: new Map([["house", states]]), primary: null });
        const content = capture();
        expect(Check(ViewContentSchema, content)).toBe(true);
        const [own] = content.models;
        expect(own?.hidden.ids.length).toBeLessThanOrEqual(ROWS / 2);
        const link = linkOfModels(JSON.parse(JSON.stringify(content.models)), () => "house");
        const { states: back, lost } = showLinkElements(link, "house", TABLE, new Uint8Array(ROWS).fill(7));
        expect([[...back], lost]).toEqual([bits, []]);
      }),
    );
  });

  it("names the model's revision, and the element whose properties are shown last", () => {
    useInspectorStore
      .getState()
      .select(new Map([["house", [2, 5, 7]]]), "replace", { model: "house", row: 5 });
    const [own] = capture().models;
    expect(own).toMatchObject({ model: null, name: "House", revision: 3 });
    expect(own?.selected).toEqual([idOf(2), idOf(7), idOf(5)]);
  });
});

describe("a restored view", () => {
  it("is one step, whatever it brings, and is taken back and made again whole", () => {
    const endings = [drawnLinkPart, tableLinkPart].map(addLinkPart);
    const store = useInspectorStore.getState();
    store.setHidden(new Map([["house", [1, 2]]]), true);
    store.select(new Map([["house", [3]]]));
    useInspectorStore.setState({ hasEdges: false });
    const content = capture();
    store.showAll();
    store.clearSelection();
    useInspectorStore.setState({ hasEdges: true });
    const steps = useToolHistory.getState().done.length;
    const now = () => {
      const { states, primary, hasEdges } = useInspectorStore.getState();
      return { states: [...states.get("house")!], primary, hasEdges };
    };
    const before = now();
    restoreView(shownAs(content));
    const after = now();
    expect(after.states).toEqual([0, hidden, hidden, selected, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(after).toMatchObject({ primary: { model: "house", row: 3 }, hasEdges: false });
    expect(useSavedViewStore.getState().flight?.eye).toEqual(camera);
    expect(useToolHistory.getState().done).toHaveLength(steps + 1);
    undoLatest();
    expect(now()).toEqual(before);
    expect(useSavedViewStore.getState().shown).toBeNull();
    redoLatest();
    expect(now()).toEqual(after);
    for (const end of endings) end();
  });

  it("says how many of its elements are lost, each once, and shows the rest", () => {
    const content = capture();
    const [own] = content.models;
    restoreView(
      shownAs({
        ...content,
        models: [
          {
            ...own!,
            selected: ["gone", idOf(4)],
            hidden: { allBut: false, ids: ["gone", "gone too", idOf(1)] },
            ghosted: { allBut: true, ids: [idOf(0)] },
          },
        ],
      }),
    );
    expect(useSavedViewStore.getState().notice).toMatchObject({ kind: "restored", lost: 2, absent: [] });
    const [first, second, , , fifth] = useInspectorStore.getState().states.get("house")!;
    expect([first, second, fifth]).toEqual([0, hidden | ghosted, selected | ghosted]);
  });

  it("names models that cannot be opened beside it", () => {
    const content = capture();
    const other = { ...content.models[0]!, model: "file:roof.ifc|123", name: "roof.ifc" };
    restoreView(shownAs({ ...content, models: [...content.models, other] }));
    expect(useSavedViewStore.getState().notice).toMatchObject({ lost: 0, absent: ["roof.ifc"] });
  });
});

it("elements that a file names alike are all meant", () => {
  const twice = tableOf(["a", "b", "a"]);
  const { states } = showLinkElements({ hidden: new Map([["m", ["a"]]]) }, "m", twice, undefined);
  expect([...states]).toEqual([hidden, 0, hidden]);
});

describe("what tools add", () => {
  it.each([
    [tableLinkPart, '["found",[["class"],["class"]],null]'],
    [tableLinkPart, '["all",null,null]'],
    [legendLinkPart, "[1]"],
    [drawnLinkPart, "spaces,ghosts"],
  ])("%# is refused where it is none: %s", (part, text) => {
    expect(part.read(text)).toBe(false);
  });

  it("the list's columns and order, and what is drawn, come back", () => {
    useDataStore.setState({
      isTableOpen: true,
      scope: "selected",
      columns: [{ attribute: "class" }, { set: "Pset_WallCommon", property: "FireRating" }],
      sort: { key: "x", direction: "down" },
    });
    useInspectorStore.setState({ shownKinds: new Set(["spaces"]), filteredOutAre: "hidden" });
    const [table, drawn] = [tableLinkPart.write()!, drawnLinkPart.write()!];
    const before = useDataStore.getState();
    useDataStore.getState().reset();
    useInspectorStore.setState({ shownKinds: new Set(), filteredOutAre: "ghosted" });
    expect([tableLinkPart.read(table), drawnLinkPart.read(drawn)]).toEqual([true, true]);
    const { isTableOpen, scope, columns, sort } = useDataStore.getState();
    expect({ isTableOpen, scope, columns, sort }).toEqual({
      ...{ isTableOpen: true, scope: "selected", columns: before.columns, sort: before.sort },
    });
    const { shownKinds, filteredOutAre } = useInspectorStore.getState();
    expect([[...shownKinds], filteredOutAre]).toEqual([["spaces"], "hidden"]);
  });
});

describe("a file of views", () => {
  it("gives back what was written, and leaves out what is none", () => {
    const content = capture();
    expect(readViewsFile(writeViewsFile("House", [content, content]))).toEqual({
      ...{ contents: [content, content], unreadable: 0 },
    });
    const mixed = { format: "shuicheng.views", version: 9, views: [content, { name: "x" }, null] };
    expect(readViewsFile(JSON.stringify(mixed))).toEqual({ contents: [content], unreadable: 2 });
  });

  it("keeps a view of which one shape is unknown", () => {
    const content = { ...capture(), markup: [{ kind: "stamp" }] } as unknown as ViewContent;
    const { contents, unreadable } = readViewsFile(writeViewsFile("House", [content]));
    expect([contents.length, contents[0]?.markup, unreadable]).toEqual([1, [], 1]);
  });

  it.each(["", "{", "[]", "null", '{"format":"other","views":[]}'])(
    "is refused where it is none: %s",
    (text) => {
      expect(() => readViewsFile(text)).toThrow(expect.objectContaining({ code: "page/no-views-file" }));
    },
  );
});

it("a proposed name is one that no other view has", () => {
  const views = [{ name: "View 1" }, { name: "View 2" }, { name: "Wall" }];
  expect([
    nameView("View", views, true),
    nameView("Wall", views, false),
    nameView("Roof", views, false),
  ]).toEqual([...["View 3", "Wall 2", "Roof"]]);
});
