import {
  MAX_VIEW_BYTES,
  SavedViewSchema,
  type ViewContent,
  WholeViewSchema,
} from "@shuicheng/shared/contracts";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { buildWallModel, rowOfWalls } from "../../packages/server/src/convert/models/wall-model.suite.ts";
import { ServerProcess } from "../server-process.ts";
import { listOf, startApi } from "./http-api.ts";

const api = startApi();
const { ask, read, refusal } = api;
const VIEWS = "/api/v1/models/walls/views";
/** The smallest JPEG that begins like one: the server reads no pixels. */
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0xff, 0xd9]).toString("base64");

const everything = { allBut: true, ids: [] };
const nothing = { allBut: false, ids: [] };
const content = (changes: Partial<ViewContent> = {}): ViewContent => ({
  name: "泵坑 剖切",
  camera: { eyeM: [-10, -14, 9], targetM: [0, 0, 1.5], heightM: 12.4, projection: "orthographic" },
  models: [
    {
      ...{ model: null, name: "walls", revision: 1 },
      ...{ selected: ["2O2Fr$t4X7Zf8NOew3FLPP"], hidden: nothing, ghosted: everything },
    },
  ],
  parts: { cut: "p,x,1,0,0,2.5,0,1", filter: '["wall",[]]' },
  markup: [
    { kind: "cloud", from: [-0.2, -0.1], to: [0.1, 0.2], colour: "pink", width: 0.003 },
    { kind: "text", at: [0.1, 0.3], text: "核对标高", size: 0.022, colour: "ink" },
  ],
  thumbnail: JPEG,
  ...changes,
});
const add = (changes?: Partial<ViewContent>) =>
  read(VIEWS, SavedViewSchema, { method: "POST", body: content(changes) });
const list = async () => (await read(VIEWS, listOf(SavedViewSchema))).items;

beforeAll(async () => {
  const upload = await fetch(`${api.server.url}/api/v1/models?name=walls.ifc`, {
    method: "POST",
    headers: { authorization: `Bearer ${api.token}` },
    body: buildWallModel(rowOfWalls(3)),
  });
  expect(upload.status).toBe(202);
  const isThere = async () => expect((await ask("/api/v1/models/walls")).status).toBe(200);
  await vi.waitFor(isThere, { timeout: 60_000, interval: 100 });
}, 120_000);

describe("saved views", () => {
  it("come back whole, with who and when, and their picture", async () => {
    const response = await ask(VIEWS, { method: "POST", body: content() });
    expect(response.status).toBe(201);
    const path = response.headers.get("location")!;
    const whole = await read(path, WholeViewSchema);
    expect(whole).toMatchObject({
      ...{ version: 1, name: "泵坑 剖切", modelRevision: 1, hasThumbnail: true, shapes: 2 },
      createdBy: { kind: "token", name: "pusher" },
    });
    expect(whole.content).toEqual(content());
    expect(Math.abs(whole.createdAt - Date.now())).toBeLessThan(600_000);
    const picture = await ask(`${path}/thumbnail`);
    expect(picture.headers.get("content-type")).toBe("image/jpeg");
    expect(Buffer.from(await picture.arrayBuffer()).toString("base64")).toBe(JPEG);
  });

  it("hold lists of a model of 100,000 elements", async () => {
    const ids = Array.from({ length: 100_000 }, (_, n) => `${n}`.padStart(22, "0"));
    const [own] = content().models;
    const { id } = await add({ models: [{ ...own!, hidden: { allBut: false, ids } }] });
    const whole = await read(`${VIEWS}/${id}`, WholeViewSchema);
    expect(whole.content.models[0]!.hidden.ids).toHaveLength(100_000);
    await ask(`${VIEWS}/${id}`, { method: "DELETE" });
  });

  it("may share a name and are listed in the order in which they were saved", async () => {
    const before = await list();
    const made = [await add({ name: "同名" }), await add({ name: "同名", thumbnail: null })];
    expect((await list()).slice(before.length).map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    expect((await refusal(`${VIEWS}/${made[1]!.id}/thumbnail`)).code).toBe("view/unknown");
  });

  it("are changed by who has seen the last version, and by nobody else unawares", async () => {
    const { id } = await add();
    const put = (version: number, name: string) =>
      ask(`${VIEWS}/${id}`, {
        method: "PUT",
        as: "administrator",
        body: { version, content: content({ name }) },
      });
    const changed = (await (await put(1, "first")).json()) as Record<string, unknown>;
    expect(changed).toMatchObject({
      ...{ version: 2, name: "first", createdBy: { kind: "token" } },
      changedBy: { kind: "user", name: "admin" },
    });
    const late = await put(1, "second");
    expect(late.status).toBe(409);
    expect(await late.json()).toMatchObject({ code: "view/conflict", details: { version: 2 } });
    expect((await refusal(`${VIEWS}/${id}?version=1`, { method: "DELETE" })).code).toBe("view/conflict");
    expect((await read(`${VIEWS}/${id}`, WholeViewSchema)).name).toBe("first");
  });

  it("are deleted, and brought back as they were", async () => {
    const { id } = await add({ name: "kept" });
    expect((await ask(`${VIEWS}/${id}?version=1`, { method: "DELETE" })).status).toBe(204);
    expect(await refusal(`${VIEWS}/${id}`)).toMatchObject({ status: 404, code: "view/unknown" });
    expect((await list()).map((view) => view.id)).not.toContain(id);
    await read(`${VIEWS}/${id}/restore`, SavedViewSchema, { method: "POST" });
    expect((await read(`${VIEWS}/${id}`, WholeViewSchema)).content.name).toBe("kept");
    expect((await refusal(`${VIEWS}/none/restore`, { method: "POST" })).code).toBe("view/unknown");
  });

  it.each<[string, object, string]>([
    ["no name", { name: "" }, "/name"],
    ["a name of blanks", { name: "  " }, "/name"],
    ["a name too long", { name: "x".repeat(121) }, "/name"],
    ["a height of nothing", { camera: { ...content().camera, heightM: 0 } }, "/camera/heightM"],
    ["no model", { models: [] }, "/models"],
    ["a picture that is no JPEG", { thumbnail: "aGVsbG8=" }, "/thumbnail"],
    ["a shape of another kind", { markup: [{ kind: "stamp" }] }, "/markup/0"],
    ["an alarm's colour", { markup: [{ ...content().markup[0], colour: "red" }] }, "/markup/0"],
    ["a tool with an odd name", { parts: { "__proto__ x": "1" } }, "/parts"],
    ["something else", { script: "x" }, ""],
  ])("with %s are refused, and the answer names the field", async (_what, changes, pointer) => {
    const refused = await refusal(VIEWS, { method: "POST", body: content(changes) });
    expect(refused).toMatchObject({ status: 400, code: "request/invalid" });
    expect(refused.errors!.some((error) => error.pointer.startsWith(pointer))).toBe(true);
  });

  it("are refused where they are too large, of a model that is not there, or from nobody", async () => {
    const body = content({ parts: { cut: "x".repeat(MAX_VIEW_BYTES) } });
    expect((await refusal(VIEWS, { method: "POST", body })).code).toBe("request/too-large");
    const elsewhere = "/api/v1/models/none/views";
    expect((await refusal(elsewhere)).code).toBe("model/unknown");
    expect((await refusal(elsewhere, { method: "POST", body: content() })).code).toBe("model/unknown");
    expect((await refusal(VIEWS, { method: "POST", body: content(), as: "nobody" })).status).toBe(401);
    expect((await refusal(VIEWS, { as: "nobody" })).status).toBe(401);
  });

  it("survive the end of the process, and go with their model", async () => {
    const { id } = await add({ name: "durable" });
    await api.server.kill9();
    const again = await ServerProcess.start(api.server.dataFolder);
    try {
      const headers = { authorization: `Bearer ${api.token}` };
      const get = (path: string) => fetch(`${again.url}${path}`, { headers });
      expect(await (await get(`${VIEWS}/${id}`)).json()).toMatchObject({ name: "durable", version: 1 });
      await again.request("/api/v1/models/walls", { method: "DELETE", headers });
      expect((await get(VIEWS)).status).toBe(404);
      const upload = { method: "POST", headers, body: buildWallModel(rowOfWalls(2)) };
      await fetch(`${again.url}/api/v1/models?name=walls.ifc`, upload);
      await expect.poll(async () => (await get(VIEWS)).status, { timeout: 60_000 }).toBe(200);
      expect(await (await get(VIEWS)).json()).toEqual({ items: [] });
    } finally {
      await again.kill9();
    }
  }, 120_000);
});
