import type { MarkupShape, SavedView, ViewContent } from "@shuicheng/shared/contracts";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clearToolHistory, redoLatest, undoLatest } from "../tool-history.ts";
import { useSavedViewStore } from "../views/saved-view-store.ts";
import { showView } from "../views/view-lists.ts";
import { serveThumbnails } from "../views/view-thumbnail.ts";
import { saveMarkup, settleMarkup } from "./markup-saving.ts";
import { useMarkupStore } from "./markup-store.ts";

const shape = (at: number): MarkupShape => ({
  ...{ kind: "rectangle", colour: "pink", width: 0.002 },
  ...{ from: [0, 0], to: [at / 100, at / 100] },
});
const [cloud, arrow, text] = [shape(1), shape(2), shape(3)];
const META: SavedView = {
  ...{ id: "one", version: 1, name: "A view", createdBy: null, createdAt: 0, changedBy: null, changedAt: 0 },
  ...{ modelRevision: 1, hasThumbnail: true, shapes: 0 },
};
const CONTENT = {
  ...{ name: "A view", models: [], parts: {}, markup: [], thumbnail: null },
  camera: { eyeM: [0, 0, 9], targetM: [0, 0, 0], heightM: 10, projection: "perspective" },
} satisfies ViewContent;

/** A server that keeps one view, and answers when it is let. */
const server = {
  version: 1,
  markup: [] as readonly MarkupShape[],
  thumbnail: null as string | null,
  waiting: [] as (() => void)[],
  /** So many changes from now on are refused. */
  refuses: 0,
};
let end: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(server, { version: 1, markup: [], thumbnail: null, waiting: [], refuses: 0 });
  vi.stubGlobal("fetch", async (_path: string, { body }: RequestInit) => {
    const change = JSON.parse(String(body)) as { version: number; content: ViewContent };
    await new Promise<void>((resolve) => server.waiting.push(resolve));
    const isRefused = server.refuses-- > 0;
    if (isRefused || change.version !== server.version)
      return Response.json({ title: "no", status: 409, code: "view/conflict" }, { status: 409 });
    server.version++;
    server.markup = change.content.markup;
    server.thumbnail = change.content.thumbnail;
    return Response.json({ ...META, version: server.version, shapes: server.markup.length });
  });
  // What a picture shows of the markup: how many shapes.
  const endPictures = serveThumbnails(async (shapes) => String(shapes.length));
  useSavedViewStore.setState({ model: "house", opened: new Map() });
  const endSaving = saveMarkup();
  end = () => {
    endSaving();
    endPictures();
  };
  showView({ place: "server", view: { ...META, content: structuredClone(CONTENT) } });
  clearToolHistory();
  useMarkupStore.getState().edit(true);
});
afterEach(async () => {
  await answerAll();
  end();
  await answerAll();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const answerOne = async (): Promise<void> => {
  server.waiting.shift()?.();
  await wait(0);
};
async function answerAll(): Promise<void> {
  for (let k = 0; k < 20 || server.waiting.length > 0; k++) await answerOne();
}
const draw = (more: MarkupShape): void => {
  const { shapes, change } = useMarkupStore.getState();
  change([...shapes, more], -1);
};
/** Ends drawing, and waits until nothing is on its way. */
async function finish(): Promise<void> {
  useMarkupStore.getState().edit(false);
  await answerAll();
}
/** What is on screen is what the server keeps, and it is said so. */
const expectSaved = (): void => {
  const { shapes, saving } = useMarkupStore.getState();
  expect([server.markup, saving]).toEqual([shapes, "saved"]);
};

describe("saving markup", () => {
  it("saves what is on screen when drawing ends, though it was taken back and made again since the last time", async () => {
    for (const each of [cloud, arrow, text]) draw(each);
    await wait(1000);
    await answerAll();
    undoLatest();
    redoLatest();
    expect(useMarkupStore.getState().shapes).toHaveLength(3);
    await finish();
    expectSaved();
    expect([server.markup.length, server.thumbnail]).toEqual([3, "3"]);
  });

  it("saves what was taken back while it was on its way", async () => {
    draw(cloud);
    await wait(1000);
    undoLatest();
    await finish();
    expectSaved();
    expect([server.markup, server.thumbnail]).toEqual([[], "0"]);
  });

  it("saves nothing of a stroke that was none", async () => {
    const { shapes, drag } = useMarkupStore.getState();
    drag([...shapes, cloud]);
    drag(shapes);
    await wait(1000);
    await answerAll();
    expectSaved();
    expect(server.version).toBe(1);
  });

  it("saves one after the other, the last wins", async () => {
    draw(cloud);
    await wait(1000);
    draw(arrow);
    await wait(1000);
    draw(text);
    await wait(1000);
    expect(server.waiting).toHaveLength(1);
    await finish();
    expectSaved();
    expect(server.version).toBe(4);
  });

  it("keeps the text that is being typed when drawing ends, or another tool is taken", async () => {
    const typed = () => useMarkupStore.getState();
    typed().write({ at: [0, 0], shape: -1, text: "" });
    typed().type("Crack 2 mm ");
    typed().take("arrow");
    typed().write({ at: [0.1, 0], shape: -1, text: "" });
    typed().type("Rust");
    await finish();
    expectSaved();
    expect(server.markup).toMatchObject([{ text: "Crack 2 mm" }, { text: "Rust" }]);
  });

  it("says what failed, and tries again when drawing ends", async () => {
    server.refuses = 1;
    draw(cloud);
    await wait(1000);
    await answerAll();
    expect(useMarkupStore.getState().saving).toBe("failed");
    expect(useSavedViewStore.getState().notice).toMatchObject({ kind: "failed" });
    await finish();
    expectSaved();
  });

  it("saves what is drawn and written with its own view when another comes, and does not call that one saved", async () => {
    draw(cloud);
    await wait(1000);
    useMarkupStore.getState().write({ at: [0, 0], shape: -1, text: "" });
    useMarkupStore.getState().type("Crack");
    const camera = { ...CONTENT.camera, heightM: 5 } as const;
    showView({
      place: "server",
      view: { ...META, id: "two", content: { ...structuredClone(CONTENT), camera, markup: [arrow] } },
    });
    await answerAll();
    const { shapes, saved, saving } = useMarkupStore.getState();
    expect([saved, saving]).toEqual([shapes, "saved"]);
    expect(server.markup).toMatchObject([cloud!, { text: "Crack" }]);
  });

  it("ends with what is on screen, whatever was done while answers came late", async () => {
    const act = fc.oneof(
      fc.integer({ min: 1, max: 50 }).map((at) => () => draw(shape(at))),
      fc.constant(() => undoLatest()),
      fc.constant(() => redoLatest()),
      fc.constant(() => useMarkupStore.setState((now) => ({ isEditing: !now.isEditing }))),
      fc.constant(() => void settleMarkup()),
      fc.constantFrom(0, 300, 900).map((ms) => () => wait(ms)),
      fc.constant(() => answerOne()),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        for (const each of acts) await each();
        useMarkupStore.getState().edit(true);
        await finish();
        await wait(1000);
        await answerAll();
        expectSaved();
      }),
      { numRuns: 100 },
    );
  });
});
