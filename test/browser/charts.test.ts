import { readFileSync } from "node:fs";
import type { ObservationInput } from "@shuicheng/shared/contracts";
import { parse } from "csv-parse/sync";
import { parquetReadObjects } from "hyparquet";
import type { Page } from "playwright-core";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { findAxeFindings } from "./axe-findings.ts";
import { type OpenPage, openPage } from "./chromium-page.ts";
import { WAIT } from "./city-story.ts";

const TEST_TIMEOUT_MS = 300_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const [PRESSURE, FLOW, DOOR, LEVEL] = ["pump-1.pressure", "pump-1.flow", "pump-1.door", "well-2.level"];
/** Eight days of minutes: slices over 7 days, each of them over 24 hours. */
const MINUTES = 8 * 24 * 60;

describe("the chart page", { timeout: TEST_TIMEOUT_MS }, () => {
  let dataFolder: string;
  let server: ServerProcess;
  let socket: Socket;
  let open: OpenPage;
  /** The newest full minute when the test began. */
  let endMs: number;

  const push = async (items: readonly ObservationInput[]) => {
    for (let at = 0; at < items.length; at += 5_000) {
      const answer = await socket.emitWithAck("observations", { items: items.slice(at, at + 5_000) });
      expect(answer).toMatchObject({ rejected: [] });
    }
  };
  const plot = () => open.page.getByTestId("chart-plot");
  const spanMs = async () =>
    Number(await plot().getAttribute("data-to")) - Number(await plot().getAttribute("data-from"));
  /** Drags over a part of the chart, shares of its width. */
  const place = async (page: Page, from: number, to: number) => {
    const box = await page.getByTestId("chart-plot").boundingBox();
    const y = box!.y + box!.height / 2;
    await page.mouse.move(box!.x + box!.width * from, y);
    await page.mouse.down();
    await page.mouse.move(box!.x + box!.width * to, y, { steps: 4 });
    await page.mouse.up();
  };
  const isBanded = (id: string) => open.page.getByTestId(`remark-${id}`).getAttribute("data-banded", WAIT);
  const figures = async (id: string) =>
    (await open.page.getByTestId(`statistics-${id}`).locator("td").allTextContents()).map((text) =>
      text.replaceAll("\u00A0", " "),
    );
  const pixelsOf = () =>
    plot()
      .locator("canvas")
      .first()
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL().length);

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder, ["--public-view", "true", "--time-zone", "Asia/Shanghai"]);
    const token = await server.createToken();
    const unit = (symbol: string) => ({ name: symbol, symbol, definition: symbol });
    await server.register(token, {
      layer: { id: "pumps", name: "泵站", kind: "facilities" },
      assets: [
        { id: "pump-1", class: "pump", name: "湖西泵站 1 号泵" },
        { id: "well-2", class: "well", name: "东昌湖水位井" },
      ],
      datastreams: [
        {
          ...{ id: PRESSURE, asset: "pump-1", observedProperty: "pressure", unit: unit("MPa"), decimals: 3 },
          limits: { HH: 0.5, H: 0.45, L: 0.2 },
        },
        { id: FLOW, asset: "pump-1", observedProperty: "flow", unit: unit("m³/h"), decimals: 1 },
        { id: DOOR, asset: "pump-1", observedProperty: "door", resultType: "boolean" },
        { id: LEVEL, asset: "well-2", observedProperty: "pressure", unit: unit("MPa"), decimals: 3 },
      ],
    });
    socket = io(`${server.url}/ingest`, { auth: { token }, transports: ["websocket"] });
    endMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    const items: ObservationInput[] = [];
    for (let i = MINUTES; i >= 0; i--) {
      const time = endMs - i * MINUTE_MS;
      const day = (2 * Math.PI * time) / (24 * HOUR_MS);
      // Two silent hours, from the fifth to the third before the end; one reading missing two hours before it.
      const isSilent = (i > 180 && i < 300) || i === 120;
      if (!isSilent) {
        items.push({
          ...{ datastream: PRESSURE, time, result: 0.34 + 0.08 * Math.sin(day) + 0.004 * Math.sin(i * 1.7) },
          quality: i === 30 ? "bad" : i === 40 || i === 41 ? "uncertain" : "good",
        });
      }
      items.push({ datastream: FLOW, time, result: 420 + 130 * Math.sin(day + 0.8) + 9 * Math.sin(i * 2.3) });
      items.push({ datastream: LEVEL, time, result: 0.29 + 0.05 * Math.sin(day + 2) });
      if (i % 15 === 0) items.push({ datastream: DOOR, time, result: i % 90 === 0 });
    }
    await push(items);
    open = await openPage(`${server.url}/charts`, { width: 1440, height: 900, locale: "zh-CN" });
  }, TEST_TIMEOUT_MS);

  afterAll(async () => {
    socket?.close();
    await open?.close();
    await server?.kill9();
    removeDataFolder(dataFolder);
  });

  it("begins empty and says how to begin; search adds datastreams, and refuses a third unit", async () => {
    const { page } = open;
    await page.getByTestId("charts-empty").getByRole("button").click(WAIT);
    await page.getByTestId(`add-${PRESSURE}`).waitFor(WAIT);
    await page.getByTestId("series-search").fill("湖西");
    await page.getByTestId(`add-${LEVEL}`).waitFor({ state: "detached", ...WAIT });
    await page.getByTestId(`add-${PRESSURE}`).click();
    await page.getByTestId(`add-${FLOW}`).click();
    await expect.poll(() => page.getByTestId(`add-${DOOR}`).isDisabled(), WAIT).toBe(true);
    expect(await page.getByTestId(`add-${DOOR}`).textContent()).toContain("两种单位");
    await page.keyboard.press("Escape");
    await expect.poll(() => plot().getAttribute("data-drawn"), WAIT).toBe("2");
    await expect.poll(() => isBanded(PRESSURE), WAIT).toBe("false");
    await expect.poll(() => page.url(), WAIT).toContain(`d=${PRESSURE},${FLOW}`);
  });

  it("breaks the line where data are missing, be it one reading", async () => {
    // The silent hours, and the one reading.
    await expect
      .poll(() => open.page.getByTestId(`remark-${PRESSURE}`).getAttribute("data-gaps"), WAIT)
      .toBe("2");
    await expect
      .poll(() => open.page.getByTestId(`remark-${FLOW}`).getAttribute("data-gaps"), WAIT)
      .toBe("0");
  });

  it("reckons the stretch's figures as the observations say, with units", async () => {
    const { page } = open;
    const [from, to] = [endMs - 60 * MINUTE_MS, endMs - 20 * MINUTE_MS];
    await page.goto(`${server.url}/charts?d=${PRESSURE}&from=${from}&to=${to}`);
    const values = Array.from({ length: 41 }, (_, at) => 60 - at)
      .filter((i) => i !== 30)
      .map(
        (i) =>
          0.34 +
          0.08 * Math.sin((2 * Math.PI * (endMs - i * MINUTE_MS)) / (24 * HOUR_MS)) +
          0.004 * Math.sin(i * 1.7),
      );
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(
      values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
    );
    await expect
      .poll(() => figures(PRESSURE), WAIT)
      .toEqual([
        "40",
        `${Math.min(...values).toFixed(3)} MPa`,
        `${Math.max(...values).toFixed(3)} MPa`,
        `${mean.toFixed(4)} MPa`,
        `${values.at(-1)?.toFixed(3)} MPa`,
        `${deviation.toFixed(4)} MPa`,
      ]);
  });

  it("shows slices over a week and each observation when zoomed in, by wheel, drag and keys; and goes back", async () => {
    const { page } = open;
    await page.getByTestId("span-d7").click();
    await expect.poll(() => isBanded(PRESSURE), WAIT).toBe("true");
    // Its 9,960 observations are read for the deviation alone; 10,081 are too many, and that is said.
    await page.goto(`${server.url}/charts?d=${PRESSURE},${FLOW}&last=${7 * 24 * HOUR_MS}`);
    await expect.poll(async () => (await figures(PRESSURE)).at(-1), WAIT).toMatch(/^0\.0[56]\d\d MPa$/);
    expect((await figures(FLOW)).at(-1)).toBe("— m³/h");
    expect(await page.getByTestId("statistics-lead").textContent()).toContain(
      "超过 10,000 个观测值不算标准差",
    );
    await page.getByTestId(`series-${FLOW}`).locator(".icon-button").click();
    await page.getByTestId(`series-${FLOW}`).waitFor({ ...WAIT, state: "detached" });
    const box = await plot().boundingBox();
    const [x, y] = [box!.x + box!.width * 0.4, box!.y + box!.height / 2];
    await page.mouse.move(x, y);
    const before = await spanMs();
    for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -300);
    await expect.poll(spanMs, WAIT).toBeLessThan(before / 4);
    await expect.poll(() => isBanded(PRESSURE), WAIT).toBe("false");
    // On a busy machine notches come apart: each pause between them is a step back of its own.
    await expect
      .poll(async () => {
        const hours = Math.round((await spanMs()) / HOUR_MS);
        if (hours !== 7 * 24) await page.mouse.dblclick(x, y);
        return hours;
      }, WAIT)
      .toBe(7 * 24);
    // A stretch chosen with Shift is the new window.
    await page.keyboard.down("Shift");
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 200, y, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up("Shift");
    await expect.poll(spanMs, WAIT).toBeLessThan(before / 3);
    const fixed = await spanMs();
    const from = Number(await plot().getAttribute("data-from"));
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 120, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => Number(await plot().getAttribute("data-from")), WAIT).toBeLessThan(from);
    expect(Math.abs((await spanMs()) - fixed)).toBeLessThan(2_000);
    await plot().focus();
    await page.keyboard.press("+");
    await expect.poll(spanMs, WAIT).toBeLessThan(fixed);
    await page.keyboard.press("Home");
    await expect.poll(spanMs, WAIT).toBe(24 * HOUR_MS);
  });

  it("takes a stretch typed in the server's zone", async () => {
    const { page } = open;
    const shown = await page.getByTestId("range-from").inputValue();
    const start = Number(await plot().getAttribute("data-from"));
    expect(Math.abs(Date.parse(`${shown}+08:00`) - start)).toBeLessThan(61_000);
    const typed = new Date(endMs + 8 * HOUR_MS - 3 * HOUR_MS).toISOString().slice(0, 19);
    await page.getByTestId("range-from").fill(typed);
    await page.getByTestId("range-to").press("Enter");
    await expect
      .poll(async () => Number(await plot().getAttribute("data-from")), WAIT)
      .toBe(endMs - 3 * HOUR_MS);
  });

  it("compares with the day before, dashed, and hides and shows a line", async () => {
    const { page } = open;
    await page.getByTestId("span-h6").click();
    await expect.poll(() => isBanded(PRESSURE), WAIT).toBe("false");
    const plain = await pixelsOf();
    await page.getByTestId("comparison").selectOption("day");
    await expect.poll(pixelsOf, WAIT).toBeGreaterThan(plain);
    await expect.poll(() => page.url(), WAIT).toContain("vs=day");
    const name = page.getByTestId(`series-${PRESSURE}`).getByRole("button").first();
    await name.click();
    await expect.poll(() => plot().getAttribute("data-drawn"), WAIT).toBe("0");
    await name.click();
    await expect.poll(() => plot().getAttribute("data-drawn"), WAIT).toBe("1");
  });

  it("appends live values at the right edge", async () => {
    const { page } = open;
    const count = async () => Number((await figures(PRESSURE))[0]?.replace(",", ""));
    await page.getByTestId("span-h1").click();
    await expect.poll(count, WAIT).toBeGreaterThan(50);
    const before = await count();
    const time = Date.now();
    await push([{ datastream: PRESSURE, time, result: 0.777 }]);
    await expect.poll(async () => (await figures(PRESSURE))[4], WAIT).toBe("0.777 MPa");
    expect(await count()).toBeGreaterThanOrEqual(before);
    await expect.poll(() => page.getByTestId(`latest-${PRESSURE}`).textContent(), WAIT).toContain("0.777");
  });

  it("shows an annotation to everybody, lets it be changed, and brings it back", async () => {
    const { page } = open;
    const cookie = (await server.signIn()).split("=");
    await page.context().addCookies([{ name: cookie[0]!, value: cookie[1]!, url: server.url }]);
    // What an earlier version of the page kept, and one of a datastream that is gone.
    const old = (id: string, series: string) => ({
      id,
      fromMs: endMs,
      toMs: endMs,
      text: id,
      series: [series],
    });
    await page.evaluate(
      (kept) => localStorage.setItem("shuicheng.annotations.", kept),
      JSON.stringify([old("旧注记", PRESSURE), old("无主注记", "gone")]),
    );
    await page.reload();
    const other = await page.context().newPage();
    await other.goto(page.url());
    const notes = (on: Page) => on.getByTestId("annotation").allTextContents();
    await page.getByTestId("annotate").click(WAIT);
    await place(page, 0.3, 0.5);
    await page.getByTestId("annotation-text").fill("3 号泵检修");
    await page.keyboard.press("Enter");
    for (const each of [page, other])
      await expect.poll(() => notes(each), WAIT).toEqual([expect.stringMatching(/3 号泵检修.*admin/)]);

    // Both change it: the second is told what the first made of it, and keeps his own words.
    await other.getByRole("button", { name: "改注记“3 号泵检修”" }).click();
    await other.getByTestId("annotation-text").fill("3 号泵换轴承");
    await page.getByRole("button", { name: "改注记“3 号泵检修”" }).click();
    await page.getByTestId("annotation-text").fill("3 号泵大修");
    await page.keyboard.press("Enter");
    await expect.poll(() => notes(page), WAIT).toEqual([expect.stringContaining("3 号泵大修")]);
    await other.getByTestId("annotation-text").press("Enter");
    await expect
      .poll(() => other.getByTestId("annotation-now").textContent(WAIT), WAIT)
      .toContain("3 号泵大修");
    expect(await other.getByTestId("annotation-text").inputValue()).toBe("3 号泵换轴承");
    await other.getByTestId("annotation-text").press("Enter");
    for (const each of [page, other])
      await expect.poll(() => notes(each), WAIT).toEqual([expect.stringContaining("3 号泵换轴承")]);

    await page.getByRole("button", { name: "删除注记“3 号泵换轴承”" }).click();
    for (const each of [page, other]) await expect.poll(() => notes(each), WAIT).toEqual([]);
    await page.getByTestId("annotation-deleted").getByRole("button", { name: "撤销" }).click();
    for (const each of [page, other]) await expect.poll(() => notes(each), WAIT).toHaveLength(1);

    const offer = page.getByTestId("local-annotations");
    await offer.getByRole("button", { name: "交给服务器" }).click();
    for (const each of [page, other])
      await expect.poll(async () => (await notes(each)).join(), WAIT).toContain("旧注记");
    await expect.poll(() => offer.textContent(), WAIT).toContain("1 条旧注记的数据流已不在");
    await offer.getByRole("button", { name: "不要了" }).click();
    await offer.waitFor({ ...WAIT, state: "detached" });
    await other.close();
    await page.reload();
    await expect.poll(() => notes(page), WAIT).toHaveLength(2);
    expect(await offer.count()).toBe(0);
    await expect.poll(() => page.getByTestId("comparison").inputValue(), WAIT).toBe("day");
  });

  it("exports what is shown as CSV, Parquet and PNG", async () => {
    const { page } = open;
    const [from, to] = [endMs - 60 * MINUTE_MS, endMs - 20 * MINUTE_MS];
    await page.goto(`${server.url}/charts?d=${PRESSURE},${FLOW}&from=${from}&to=${to}`);
    const save = async (format: string) => {
      const button = page.getByTestId(`export-${format}`);
      await button.waitFor(WAIT);
      const [download] = await Promise.all([page.waitForEvent("download", WAIT), button.click()]);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    const csv = await save("csv");
    expect(csv.name).toMatch(/^observations_pump-1\.pressure-and-1-more_.*Z_.*Z\.csv$/);
    expect(parse(csv.bytes, { bom: true, columns: true })).toHaveLength(82);
    const parquet = await save("parquet");
    const rows = await parquetReadObjects({ file: new Uint8Array(parquet.bytes).buffer });
    expect(rows.filter(({ datastream }) => datastream === FLOW)).toHaveLength(41);
    const png = await save("png");
    expect(png.name).toMatch(/^chart_\d+_\d+\.png$/);
    expect(png.bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
  });

  it("names what is gone, and one can act on it", async () => {
    const { page } = open;
    await page.goto(`${server.url}/charts?d=${PRESSURE},no-such-stream`);
    const row = page.getByTestId("series-no-such-stream");
    await expect.poll(() => row.textContent(WAIT), WAIT).toContain("datastream/unknown");
    await row.locator(".icon-button").click();
    await row.waitFor({ state: "detached", ...WAIT });
    await expect.poll(() => plot().getAttribute("data-drawn"), WAIT).toBe("1");
  });

  it("has nothing that axe finds serious, by night and by day", async () => {
    const { page } = open;
    await page.goto(`${server.url}/charts?d=${PRESSURE},${FLOW}&vs=day`);
    await expect.poll(() => isBanded(FLOW), WAIT).toBe("false");
    expect(await findAxeFindings(page)).toEqual([]);
  });

  it("asked no other host and threw no error", () => {
    expect(open.troubles).toEqual([]);
  });
});
