import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type OpenPage, openPage } from "./chromium-page.ts";
import { WAIT } from "./city-story.ts";
import { type RequestLog, startRequestLog } from "./request-log.ts";
import { signIn } from "./sign-in.ts";

const SAMPLES = resolve(process.env.SHUICHENG_SAMPLES ?? "../shared/data", "ifc");
const FILE = "duplex_georeferenced.ifc";
const PATH = join(SAMPLES, FILE);
const EXPECTED = (
  JSON.parse(readFileSync(join(import.meta.dirname, "../ifc/expected.json"), "utf8")) as Record<
    string,
    { readonly products: number; readonly drawn: number; readonly triangles: number }
  >
)[FILE]!;
/** More than all that a page says while files are being converted; the file itself is a hundred times that. */
const SMALL_TALK_BYTES = 20_000;

describe.skipIf(!existsSync(PATH))("a local file in the browser", { timeout: 600_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "shuicheng-local-"));
  let dataFolder: string;
  let server: ServerProcess;
  let log: RequestLog;
  let open: OpenPage;

  const row = (name: string) =>
    open.page
      .locator("[data-testid=local-model]")
      .filter({ has: open.page.getByText(name, { exact: true }) });
  /** Drops files on the page, by way of a field of the test's own: a drop cannot be made of paths. */
  const drop = async (...paths: readonly string[]): Promise<void> => {
    const { page } = open;
    await page.evaluate(() => {
      const field = Object.assign(document.createElement("input"), { type: "file", multiple: true });
      field.id = "test-files";
      document.body.append(field);
    });
    await page.locator("#test-files").setInputFiles(paths);
    const transfer = await page.evaluateHandle(() => {
      const field = document.getElementById("test-files") as HTMLInputElement;
      const data = new DataTransfer();
      for (const file of field.files ?? []) data.items.add(file);
      field.remove();
      return data;
    });
    for (const type of ["dragenter", "dragover", "drop"])
      await page.dispatchEvent("[data-testid=models-empty]", type, { dataTransfer: transfer });
    await page.getByTestId("drop-choice").waitFor(WAIT);
  };

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder);
    log = await startRequestLog(server.url);
    open = await openPage(`${log.url}/models?msaa=1`, { width: 1280, height: 720, locale: "zh-CN" });
    await signIn(open.page);
    await open.page.getByTestId("models-empty").waitFor(WAIT);
  });

  afterAll(async () => {
    await open?.close();
    await log?.close();
    await server?.kill9();
    removeDataFolder(dataFolder);
    rmSync(folder, { recursive: true });
  });

  it("asks what is to become of a dropped file, and converts it in the page as the server would", async () => {
    const { page } = open;
    await drop(PATH);
    expect(await page.getByTestId("local-list").count()).toBe(0);
    await page.getByTestId("choose-here").click();
    const ready = row(FILE).getByTestId("local-ready");
    await ready.waitFor(WAIT);
    const number = (value: number) => value.toLocaleString("en-US");
    expect(await ready.textContent()).toContain(
      `${EXPECTED.products} 个产品，画出 ${EXPECTED.drawn} 个，${number(EXPECTED.triangles)} 个三角形`,
    );
  });

  it("says of half a file where it broke off, with what was read of it, and of a letter that it is no model", async () => {
    const { page } = open;
    const half = readFileSync(PATH).subarray(0, 1_000_000);
    writeFileSync(join(folder, "half.ifc"), half);
    writeFileSync(join(folder, "letter.ifc"), "Dear engineer");
    await drop(join(folder, "half.ifc"), join(folder, "letter.ifc"));
    await page.getByTestId("choose-here").click();
    const failure = row("half.ifc").getByTestId("local-failure");
    await failure.waitFor(WAIT);
    expect(await failure.textContent()).toMatch(/model\/unreadable.*scanning: line \d+/);
    const report = row("half.ifc").getByTestId("local-report");
    await report.locator("summary").first().click();
    expect(await report.textContent()).toMatch(/IFC2X3.*step\/truncated/);
    expect(await report.textContent()).toMatch(/产品[1-9]/);
    await row("letter.ifc").getByTestId("local-failure").waitFor(WAIT);
    expect(await row("letter.ifc").textContent()).toContain("step/not-step");
  });

  it("ends a conversion that is cancelled and takes it off the list", async () => {
    const { page } = open;
    await drop(join(SAMPLES, "office_a_20110811.ifc"));
    await page.getByTestId("choose-here").click();
    await row("office_a_20110811.ifc").getByTestId("local-stage").waitFor(WAIT);
    expect(page.workers().length).toBeGreaterThan(0);
    await row("office_a_20110811.ifc").getByTestId("local-close").click();
    expect(await row("office_a_20110811.ifc").count()).toBe(0);
    await expect.poll(() => page.workers().length, WAIT).toBe(0);
  });

  it("offers the server instead where the device has too little memory, with the figures", async () => {
    const { page } = open;
    await page.evaluate(() =>
      Object.defineProperty(Navigator.prototype, "deviceMemory", { configurable: true, get: () => 1.21 }),
    );
    await drop(PATH);
    await page.getByTestId("choose-here").click();
    const large = page.locator("[data-testid=local-model][data-state=too-large]");
    await large.waitFor(WAIT);
    expect(await large.textContent()).toMatch(/2\.4\sMB.*500\skB/);
    expect(await large.getByRole("button", { name: "改为上传" }).count()).toBe(1);
  });

  it("has sent nothing to the server", () => {
    const { requests } = log;
    expect(requests.some(({ path }) => path.endsWith(".wasm"))).toBe(true);
    const sending = requests.filter(({ method, path }) => method !== "GET" && !path.endsWith("/sessions"));
    expect(sending).toEqual([]);
    expect(requests.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(SMALL_TALK_BYTES);
    expect(open.troubles).toEqual([]);
  });
});
