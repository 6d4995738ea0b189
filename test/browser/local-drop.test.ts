import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import type { CDPSession } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type OpenPage, openPage } from "./chromium-page.ts";
import { WAIT } from "./city-story.ts";
import { sampleOf, waitForModels } from "./open-inspector.ts";
import { signIn } from "./sign-in.ts";

const NAMES = [
  ...["office_a_20110811", "duplex_georeferenced", "fzk_haus_ac20", "xbim_house"],
  ...["kit_simple_road_4x3rc2", "bridge_pgsuper", "infra_drainage_system_1"],
];
const EXPECTED = JSON.parse(
  readFileSync(join(import.meta.dirname, "../ifc/expected.json"), "utf8"),
) as Readonly<Record<string, { products: number; drawn: number; drawnFromAxis: number; triangles: number }>>;
const number = (value: number) => value.toLocaleString("en-US");

/** STEP of another trade: AP214, ISO 10303-214. */
const CAR = `ISO-10303-21;
HEADER;
FILE_DESCRIPTION((''),'2;1');
FILE_NAME('car','2020-01-01T00:00:00',(''),(''),'','','');
FILE_SCHEMA(('AUTOMOTIVE_DESIGN { 1 0 10303 214 1 1 1 1 }'));
ENDSEC;
DATA;
#1=CARTESIAN_POINT('',(0.,0.,0.));
#2=PRODUCT('door','door','',());
ENDSEC;
END-ISO-10303-21;
`;

describe.skipIf(!NAMES.every((name) => existsSync(sampleOf(name))))(
  "files and folders dropped on the page",
  { timeout: 300_000 },
  () => {
    const folder = mkdtempSync(join(tmpdir(), "shuicheng-drop-"));
    let dataFolder: string;
    let server: ServerProcess;
    let open: OpenPage;
    let cdp: CDPSession;

    const row = (name: string) =>
      open.page
        .locator("[data-testid=local-model]")
        .filter({ has: open.page.getByText(name, { exact: true }) });
    /** As a file manager drops: real paths, also of folders. */
    const drop = async (...files: readonly string[]): Promise<void> => {
      const at = { x: 640, y: 400, data: { items: [], files: [...files], dragOperationsMask: 1 } };
      for (const type of ["dragEnter", "dragOver", "drop"] as const)
        await cdp.send("Input.dispatchDragEvent", { type, ...at });
    };
    const write = (name: string, content: string | Uint8Array): string => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    };

    beforeAll(async () => {
      dataFolder = makeDataFolder();
      server = await ServerProcess.start(dataFolder);
      open = await openPage(`${server.url}/models?msaa=1`, { width: 1280, height: 720, locale: "zh-CN" });
      await signIn(open.page);
      await open.page.getByTestId("models-empty").waitFor(WAIT);
      cdp = await open.page.context().newCDPSession(open.page);
    });

    afterAll(async () => {
      await open?.close();
      await server?.kill9();
      removeDataFolder(dataFolder);
      rmSync(folder, { recursive: true });
    });

    it("converts all that is dropped at once, one after the other, as the server would", async () => {
      const { page } = open;
      await drop(...NAMES.map(sampleOf));
      await page.getByTestId("choose-here").click();
      for (const name of NAMES) {
        const { products, drawn, drawnFromAxis, triangles } = EXPECTED[`${name}.ifc`]!;
        const ready = row(`${name}.ifc`).getByTestId("local-ready");
        await ready.waitFor(WAIT);
        const text = await ready.textContent();
        expect(text).toContain(`${number(products)} 个产品，画出 ${number(drawn + drawnFromAxis)} 个`);
        if (drawnFromAxis === 0) expect(text).toContain(`${number(triangles)} 个三角形`);
      }
    });

    it("says of each file that is no IFC what it is, with what was read, and goes on with the next", async () => {
      const { page } = open;
      const half = readFileSync(sampleOf("xbim_house"));
      const bad = {
        "picture.ifc": Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...Array(300).fill(7)]),
        "empty.ifc": new Uint8Array(),
        "model.json.ifc": JSON.stringify({ type: "ifcJSON", data: [] }),
        "car.ifc": CAR,
        "half.ifc": half.subarray(0, half.length / 2),
        "house.ifczip": zip("house.ifc", readFileSync(sampleOf("bridge_pgsuper"))),
      };
      await drop(...Object.entries(bad).map(([name, content]) => write(name, content)));
      await page.getByTestId("choose-here").click();
      const said = {
        "picture.ifc": /step\/not-step/,
        "empty.ifc": /The file is empty/,
        "model.json.ifc": /looks like JSON/,
        "car.ifc": /AUTOMOTIVE_DESIGN.*right would be IFC2X3, IFC4 or IFC4X3/,
        "half.ifc": /line \d+: The file ends in the middle of a record/,
      };
      for (const [name, words] of Object.entries(said)) {
        const failure = row(name).getByTestId("local-failure");
        await failure.waitFor(WAIT);
        expect(await row(name).textContent()).toMatch(words);
        expect(await row(name).getByTestId("local-report").count()).toBe(1);
      }
      // What came in an archive goes by the name it has there.
      await row("house.ifc").getByTestId("local-ready").waitFor(WAIT);
    });

    it("takes the IFC files of a folder, however deep, and says of one that has none", async () => {
      const { page } = open;
      const site = join(folder, "site");
      mkdirSync(join(site, "plans", "2020"), { recursive: true });
      mkdirSync(join(folder, "letters"));
      copyFileSync(sampleOf("infra_drainage_system_1"), join(site, "plans", "2020", "pipes.IFC"));
      copyFileSync(sampleOf("bridge_pgsuper"), join(site, "bridge.ifc"));
      write("site/notes.txt", "Dear engineer");
      write("letters/one.txt", "Dear engineer");
      await drop(site, join(folder, "letters"));
      await page.getByTestId("choose-here").click();
      for (const name of ["pipes.IFC", "bridge.ifc"])
        await row(name).getByTestId("local-ready").waitFor(WAIT);
      expect(await row("notes.txt").count()).toBe(0);
      expect(await page.getByTestId("empty-folders").textContent()).toContain("letters");
    });

    it("opens what is dropped on the inspector beside what is open, also while another file is converted", async () => {
      const { page } = open;
      await row("fzk_haus_ac20.ifc").getByTestId("local-inspect").click();
      const ids = () => page.evaluate(() => [...(window.__inspector?.stage.models.keys() ?? [])]);
      await expect.poll(async () => (await ids()).length, WAIT).toBe(1);
      await drop(sampleOf("office_a_20110811"));
      await drop(sampleOf("bridge_pgsuper"));
      await expect.poll(async () => (await ids()).length, WAIT).toBe(3);
      await waitForModels(page, ...(await ids()));
      expect(open.troubles).toEqual([]);
    });
  },
);

/** An archive of one file as PKWARE APPNOTE 6.3 writes it; the checksum is zlib's. */
function zip(name: string, content: Uint8Array): Uint8Array {
  const packed = deflateRawSync(content);
  const title = Buffer.from(name);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(title.length, 22);
  const local = Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), fields, title, packed]);
  const entry = Buffer.concat([
    Buffer.from("PK\u0001\u0002\u0014\u0000", "latin1"),
    fields,
    Buffer.alloc(14),
    title,
  ]);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}
