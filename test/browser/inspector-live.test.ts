import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Asset, Datastream, Model } from "@shuicheng/shared/contracts";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { countOrange, type OpenPage, openPage, readPixels } from "./chromium-page.ts";
import { WAIT } from "./city-story.ts";
import { signIn } from "./sign-in.ts";

const SAMPLES = resolve(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "ifc");
const MODEL = "duplex_georeferenced";
const FILE = join(SAMPLES, `${MODEL}.ifc`);
/** The roof's slab: seen from everywhere above. */
const ROOF = "3ThA22djr8AQQ9eQMA5s7I";
const STREAM = "temperature.1";

describe.skipIf(!existsSync(FILE))("live values in the inspector", { timeout: 600_000 }, () => {
  let dataFolder: string;
  let server: ServerProcess;
  let headers: { readonly authorization: string };
  let socket: Socket;
  let open: OpenPage;

  const read = async <T>(path: string): Promise<T> =>
    (await (await server.request(`/api/v1${path}`, { headers })).json()) as T;
  const boundTo = async (id = STREAM) => (await read<Datastream>(`/datastreams/${id}`)).asset;
  const rowOf = (globalId: string): Promise<number> =>
    open.page.evaluate(
      ([model, id]) =>
        window.__inspector?.store.getState().models.get(model!)?.table.objects.globalId.indexOf(id!) ?? -1,
      [MODEL, globalId],
    );
  const select = (row: number) =>
    open.page.evaluate(
      ([model, at]) =>
        window.__inspector?.store.getState().select(new Map([[model as string, [at as number]]])),
      [MODEL, row] as const,
    );
  const clear = () => open.page.evaluate(() => window.__inspector?.store.getState().clearSelection());
  const pixelOf = (row: number) =>
    open.page.evaluate(([model, at]) => window.__inspector?.pixelOf(model as string, at as number) ?? null, [
      MODEL,
      row,
    ] as const);
  const orangeOf = async (row: number): Promise<number> => {
    const place = await pixelOf(row);
    return place ? countOrange(await readPixels(open.page, place, 3)) : -1;
  };

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder);
    headers = { authorization: `Bearer ${await server.createToken()}` };
  });

  afterAll(async () => {
    socket?.close();
    await open?.close();
    await server?.kill9();
    removeDataFolder(dataFolder);
  });

  it("opens a model with bound datastreams", async () => {
    const upload = await fetch(`${server.url}/api/v1/models?name=${MODEL}.ifc`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/octet-stream" },
      body: readFileSync(FILE),
    });
    expect(upload.status).toBe(202);
    await expect.poll(async () => (await read<{ items: Model[] }>("/models")).items.length, WAIT).toBe(1);
    const slabs = (await read<{ items: Asset[] }>(`/assets?layer=${MODEL}&class=IfcFooting`)).items;
    const unit = { name: "degree Celsius", symbol: "°C", definition: "Cel" };
    const common = { observedProperty: "temperature", unit, limits: { HH: 60 } };
    const datastreams = [1, 2].map((n) => ({
      ...{ id: `temperature.${n}`, name: `T-0${n} core`, asset: slabs[n]!.id },
      ...common,
    }));
    const body = { layer: { id: MODEL }, datastreams };
    await server.request("/api/v1/datastreams/import", { method: "POST", headers, body });
    socket = io(`${server.url}/ingest`, {
      auth: { token: headers.authorization.slice("Bearer ".length) },
      transports: ["websocket"],
    });
    const items = [71, 20].map((result, i) => ({
      ...{ datastream: `temperature.${i + 1}`, time: Date.now(), result },
    }));
    expect(await socket.emitWithAck("observations", { items })).toMatchObject({ accepted: 2 });
    open = await openPage(`${server.url}/models/${MODEL}?msaa=1`, {
      ...{ width: 1280, height: 720, locale: "zh-CN" },
    });
    await signIn(open.page);
    await expect.poll(() => rowOf(ROOF), WAIT).toBeGreaterThan(0);
    await expect.poll(async () => pixelOf(await rowOf(ROOF)), WAIT).not.toBeNull();
  });

  it("binds a datastream to the selected element, which takes its status, and takes it back", async () => {
    const { page } = open;
    const roof = await rowOf(ROOF);
    const before = await boundTo();
    expect(await orangeOf(roof)).toBe(0);
    await page.getByTestId("tool-live").click();
    await select(roof);
    await page.getByTestId(`bind-${STREAM}`).getByRole("button", { name: "绑定到选中的构件" }).click();
    await page.getByTestId("bind-outcome").waitFor(WAIT);
    expect(await boundTo()).toBe(`${MODEL}.${ROOF}`);
    await page.getByRole("tab", { name: /^实时/ }).click();
    await expect.poll(() => page.getByTestId(`value-${STREAM}`).textContent(WAIT), WAIT).toContain("71.00");
    await page.getByTestId("trend").waitFor(WAIT);
    await clear();
    // The panel lies over the picture.
    await page.getByTestId("tool-live").click();
    await expect.poll(() => orangeOf(roof), WAIT).toBeGreaterThan(20);
    // A value within its limits: the element has its own colour again.
    const items = [{ datastream: STREAM, time: Date.now(), result: 21 }];
    expect(await socket.emitWithAck("observations", { items })).toMatchObject({ accepted: 1 });
    await expect.poll(() => orangeOf(roof), WAIT).toBe(0);
    await page.getByTestId("tool-live").click();
    await page.getByTestId("bind-outcome").getByRole("button", { name: "撤销" }).click();
    await expect.poll(() => boundTo(), WAIT).toBe(before);
  });

  it("binds by dragging a datastream onto an element of the picture", async () => {
    const { page } = open;
    const roof = await rowOf(ROOF);
    const place = (await pixelOf(roof))!;
    const data = await page.evaluateHandle((id) => {
      const transfer = new DataTransfer();
      transfer.setData("application/x-shuicheng-datastream", id);
      return transfer;
    }, STREAM);
    const at = { clientX: place.xPx, clientY: place.yPx, dataTransfer: data };
    const canvas = "[data-testid=inspector-stage] canvas >> nth=0";
    await page.dispatchEvent(canvas, "dragover", at);
    await page.dispatchEvent(canvas, "drop", at);
    await expect.poll(() => boundTo(), WAIT).toBe(`${MODEL}.${ROOF}`);
  });

  it("binds by a rule after saying what it would do", async () => {
    const { page } = open;
    const tagged = (
      await read<{ items: { key: string; tag: string }[] }>(`/models/${MODEL}/elements?class=IfcSlab&limit=5`)
    ).items.find(({ tag }) => tag)!;
    const datastreams = [
      {
        ...{ id: "by.rule", name: `${tagged.tag} strain`, observedProperty: "strain" },
        asset: `${MODEL}.${ROOF}`,
      },
    ];
    await server.request("/api/v1/datastreams/import", {
      ...{ method: "POST", headers, body: { layer: { id: MODEL }, datastreams } },
    });
    const rule = page.getByTestId("bind-rule");
    await rule.locator("summary").click();
    await expect.poll(() => page.getByTestId("rule-preview").textContent(WAIT), WAIT).toContain("对上 1 个");
    await page.getByTestId("rule-apply").click();
    await expect.poll(() => boundTo("by.rule"), WAIT).toBe(`${MODEL}.${tagged.key.replaceAll("$", "~")}`);
  });

  it("colours elements by a live value, with ranges and unit", async () => {
    const { page } = open;
    const roof = await rowOf(ROOF);
    await page.getByTestId("heat-property").click();
    await page.locator(".ant-select-item-option", { hasText: "温度" }).click();
    const legend = page.getByTestId("live-legend");
    await expect.poll(() => legend.textContent(WAIT), WAIT).toContain("温度（°C）");
    const opacity = () =>
      page.evaluate(
        ([model, at]) =>
          window.__inspector?.store
            .getState()
            .paints.get("heat")
            ?.get(model as string)?.[4 * (at as number) + 3],
        [MODEL, roof] as const,
      );
    await expect.poll(opacity, WAIT).toBe(255);
    expect(await legend.locator("li").count()).toBeGreaterThan(0);
    await legend.getByRole("button", { name: "关闭" }).click();
    await expect.poll(opacity, WAIT).toBeUndefined();
  });

  it("opens a file that is dropped beside the model, without sending it", async () => {
    const { page } = open;
    const uploads: string[] = [];
    page.on("request", (request) => {
      if (request.method() !== "GET") uploads.push(`${request.method()} ${request.url()}`);
    });
    const text = readFileSync(join(SAMPLES, "fzk_haus_ac20.ifc"), "latin1");
    const data = await page.evaluateHandle((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], "house.ifc"));
      return transfer;
    }, text);
    for (const type of ["dragenter", "dragover", "drop"])
      await page.dispatchEvent("[data-testid=property-panel]", type, { dataTransfer: data });
    const models = () => page.evaluate(() => window.__inspector?.store.getState().models.size ?? 0);
    await expect.poll(models, WAIT).toBe(2);
    expect(uploads).toEqual([]);
    expect(open.troubles).toEqual([]);
  });
});
