import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InspectorHandle } from "../../packages/viewer/src/app/inspector-test-handle.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type OpenPage, openPage } from "./chromium-page.ts";
import { IS_LONG, WAIT } from "./city-story.ts";
import { findElement, sampleOf, uploadModel, waitForModels, waitForStill } from "./open-inspector.ts";
import { signIn } from "./sign-in.ts";

/**
 * Buildings of three programs, roads, a bridge and a sewer, with how many storeys each says that it has. Those that go much
 * the way of another one, at half a minute each, are walked through by `npm run test:long`.
 */
const FILES = [
  { name: "office_a_20110811", storeys: 3 },
  { name: "duplex_georeferenced", storeys: 4, isLong: true },
  { name: "fzk_haus_ac20", storeys: 2, isLong: true },
  { name: "xbim_house", storeys: 3, isLong: true },
  { name: "kit_simple_road_4x3rc2", storeys: 0 },
  { name: "bridge_pgsuper", storeys: 0, isLong: true },
  { name: "infra_drainage_system_1", storeys: 0 },
].filter(({ isLong = false }) => IS_LONG || !isLong);
/** What the page is opened with. */
const FIRST = "office_a_20110811";

type Corner = readonly [number, number, number];
type Handle = { __inspector: InspectorHandle };

/** Looks at the middle of the box of an element, or of all. Runs in the page. @param rank 0: the thickest one. */
function lookBeside({ stage, store }: InspectorHandle, rank: number | "all"): void {
  const boxes = [...stage.models.values()].flatMap(({ boundsM }) =>
    Array.from({ length: boundsM.length / 6 }, (_, row) => [...boundsM.subarray(6 * row, 6 * row + 6)]),
  );
  const sidesOf = (box: readonly number[]) => [0, 1, 2].map((axis) => box[axis + 3]! - box[axis]!);
  const drawn = boxes.filter((box) => !Number.isNaN(box[0]));
  drawn.sort((a, b) => Math.min(...sidesOf(b)) - Math.min(...sidesOf(a)));
  const round = [0, 1, 2, 3, 4, 5].map((k) =>
    drawn.reduce((side, box) => (k < 3 ? Math.min(side, box[k]!) : Math.max(side, box[k]!)), drawn[0]![k]!),
  );
  const box = rank === "all" ? round : drawn[Math.min(rank, drawn.length - 1)]!;
  const middle = (axis: number) => (box[axis]! + box[axis + 3]!) / 2;
  const heightM = (rank === "all" ? 0.4 : 0.9) * Math.hypot(...sidesOf(box));
  const asideM = 0.36 * heightM * (stage.canvas.clientWidth / stage.canvas.clientHeight) * Math.SQRT1_2;
  const farM = heightM / (2 * Math.tan(Math.PI / 8));
  // To the right of someone who looks north-east is the south-east.
  const targetM: Corner = [middle(0) - asideM, middle(1) + asideM, middle(2)];
  const eyeM: Corner = [targetM[0] - farM / 2, targetM[1] - farM / 2, targetM[2] + farM * Math.SQRT1_2];
  store.getState().setProjection("perspective");
  stage.setView({ eyeM, targetM, heightM, projection: "perspective" }, { isSudden: true });
}

/** How many of 240 places right of the panels show something. Runs in the page. */
function countSeenBeside({ stage }: InspectorHandle): number {
  const { clientWidth, clientHeight } = stage.canvas;
  let count = 0;
  for (let x = 0; x < 12; x++) {
    for (let y = 0; y < 20; y++) {
      if (stage.pick(clientWidth * (0.8 + 0.015 * x), clientHeight * (0.25 + 0.025 * y))) count++;
    }
  }
  return count;
}

describe.skipIf(!FILES.every(({ name }) => existsSync(sampleOf(name))))(
  "the inspector's tools on real files",
  { timeout: 300_000 },
  () => {
    let dataFolder: string;
    let server: ServerProcess;
    let open: OpenPage;

    const inPage = async <T, A>(work: (handle: InspectorHandle, given: A) => T, given: A): Promise<T> => {
      const handle = await open.page.evaluateHandle(() => (window as unknown as Handle).__inspector);
      return (await handle.evaluate(work as never, given)) as T;
    };
    /** Warm pixels of the picture where no panel lies: of elements painted grey the cut faces alone are, which are part paper. */
    const warmPixels = async (): Promise<number> => {
      const clip = await inPage(({ stage }) => {
        const { left, top, width, height } = stage.canvas.getBoundingClientRect();
        return { x: left + width * 0.06, y: top + height * 0.3, width: width * 0.42, height: height * 0.6 };
      }, null);
      const png = (await open.page.screenshot({ clip, timeout: 60_000 })).toString("base64");
      return open.page.evaluate(async (base64) => {
        const image = new Image();
        image.src = `data:image/png;base64,${base64}`;
        await image.decode();
        const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
        if (!context) throw new TypeError("no 2D canvas");
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, image.width, image.height);
        let count = 0;
        for (let at = 0; at < data.length; at += 4) {
          const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
          if (red - blue > 7 && red >= green && green >= blue) count++;
        }
        return count;
      }, png);
    };
    const stillness = () => waitForStill(open.page);
    /** A picture of each step for whoever looks: where `SHUICHENG_SHOTS` names a folder. */
    const shoot = async (name: string): Promise<void> => {
      const folder = process.env.SHUICHENG_SHOTS;
      if (folder) await open.page.screenshot({ path: `${folder}/${name}.png`, timeout: 60_000 });
    };
    /** Looks at a thick element from the south-west and above, to the right of the picture's middle: beside the panels of tools. */
    const comeNear = async (): Promise<void> => {
      // A bridge lies in the middle of its own box, and its parts in that of theirs not always.
      for (const rank of [0, 1, 2, "all"] as const) {
        await inPage(lookBeside, rank);
        await stillness();
        if ((await inPage(countSeenBeside, null)) > 20) return;
      }
      throw new TypeError("nothing comes out beside the panels");
    };
    /** A pixel of the window that shows an element within some distance of another, and nothing over it. */
    const findBeside = (at: { readonly xPx: number; readonly yPx: number }) =>
      inPage(({ stage }, { xPx, yPx }) => {
        const { left, top } = stage.canvas.getBoundingClientRect();
        for (const step of [90, 60, 40, 25, 16]) {
          for (let k = 0; k < 12; k++) {
            const x = xPx + step * Math.cos((k * Math.PI) / 6);
            const y = yPx + step * Math.sin((k * Math.PI) / 6);
            const isFree = document.elementFromPoint(x, y) === stage.canvas;
            if (isFree && stage.pick(x - left, y - top)) return { xPx: x, yPx: y };
          }
        }
        throw new TypeError("nothing beside it");
      }, at);

    /**
     * Looks from above at the middle of the largest of the elements that most heights would cut, so near that it fills the
     * pixels that are read. Answers a height in the file's coordinates that cuts it, metres.
     */
    const lookAtCut = (model: string) =>
      inPage(({ stage, sections, store }, id) => {
        const { boundsM } = stage.models.get(id)!;
        const { extent, originM } = sections.getState();
        const heightsM = Array.from(
          { length: 40 },
          (_, step) => extent!.lowM[2] + ((extent!.highM[2] - extent!.lowM[2]) * (step + 0.637)) / 41,
        );
        const cutAt = (atM: number) => {
          const rows: number[] = [];
          for (let at = 0; at < boundsM.length; at += 6)
            if (boundsM[at + 2]! < atM - 0.01 && boundsM[at + 5]! > atM + 0.01) rows.push(at);
          return rows;
        };
        const [atM] = heightsM.toSorted((a, b) => cutAt(b).length - cutAt(a).length) as [number];
        const side = (at: number, axis: number) => boundsM[at + 3 + axis]! - boundsM[at + axis]!;
        const areaM2 = (at: number) => side(at, 0) * side(at, 1);
        const [at] = cutAt(atM).sort((a, b) => areaM2(b) - areaM2(a)) as [number];
        const middle = (axis: number) => (boundsM[at + axis]! + boundsM[at + 3 + axis]!) / 2;
        const heightM = Math.max(side(at, 1) / 0.55, side(at, 0) / 0.35);
        const asideM = 0.23 * heightM * (stage.canvas.clientWidth / stage.canvas.clientHeight);
        // The element comes to the middle of the pixels that are read, left of the picture's and a little below.
        const targetM: Corner = [middle(0) + asideM, middle(1) + 0.1 * heightM, middle(2)];
        const eyeM: Corner = [targetM[0], targetM[1] - 0.01, targetM[2] + 100];
        store.getState().setProjection("orthographic");
        stage.setView({ eyeM, targetM, heightM, projection: "orthographic" }, { isSudden: true });
        return atM + originM[2];
      }, model);

    beforeAll(async () => {
      dataFolder = makeDataFolder();
      server = await ServerProcess.start(dataFolder);
      const token = await server.createToken();
      await Promise.all(FILES.map(({ name }) => uploadModel(server, token, sampleOf(name))));
      open = await openPage(`${server.url}/models/${FIRST}?msaa=1`, {
        ...{ width: 1024, height: 640, locale: "zh-CN" },
      });
      await signIn(open.page);
      await waitForModels(open.page, FIRST);
    });

    afterAll(async () => {
      await open?.close();
      await server?.kill9();
      removeDataFolder(dataFolder);
    });

    describe.each(FILES)("$name", ({ name, storeys }) => {
      it("is opened", async () => {
        if (name !== FIRST) await open.page.goto(`${server.url}/models/${name}?msaa=1`);
        await waitForModels(open.page, name);
        await shoot(`${name}-0`);
      });

      it("is cut, with faces that are filled, and whole again with undo", async () => {
        const { page } = open;
        await inPage(({ store }) => {
          const { models, paint } = store.getState();
          paint(
            "clash",
            new Map(
              [...models].map(([id, { table }]) => [
                id,
                Uint8Array.from({ length: 4 * table.objects.count }, (_, at) => (at % 4 === 3 ? 255 : 150)),
              ]),
            ),
          );
        }, null);
        const heightM = await lookAtCut(name);
        await stillness();
        const before = await warmPixels();
        await page.keyboard.press("x");
        await page.getByTestId("section-add-z").click();
        const position = page.getByTestId("section-plane").locator("input");
        await position.fill(heightM.toFixed(3));
        await position.press("Enter");
        await page.getByTestId("section-legend").waitFor(WAIT);
        // The tool is put down, also while its field has the focus; the cut stays.
        await page.keyboard.press("Escape");
        await expect.poll(() => page.getByTestId("section-panel").count(), WAIT).toBe(0);
        await shoot(`${name}-1-section`);
        await expect.poll(warmPixels, WAIT).toBeGreaterThan(before + 40);
        while ((await inPage(({ sections }) => sections.getState().planes.length, null)) > 0)
          await page.keyboard.press("Control+z");
        await expect.poll(() => page.getByTestId("section-legend").count(), WAIT).toBe(0);
        await inPage(({ store }) => store.getState().paint("clash", undefined), null);
      });

      it.skipIf(storeys === 0)(
        "has plans of its storeys, at the height that their elements stand at",
        async () => {
          const { page } = open;
          await comeNear();
          const eye = await inPage(({ stage }) => stage.view, null);
          await page.keyboard.press("x");
          await page.getByTestId("section-panel").waitFor(WAIT);
          await page.keyboard.press("PageUp");
          await page.keyboard.press("PageUp");
          await expect
            .poll(() => inPage(({ stage }) => stage.view.projection, null), WAIT)
            .toBe("orthographic");
          await stillness();
          const seen = await inPage(({ stage, sections, store }, id) => {
            const { plan } = sections.getState();
            const { table } = store.getState().models.get(id)!;
            const staged = stage.models.get(id)!;
            const storey = table.storeys.findIndex(({ row }) => table.objects.globalId[row] === plan?.storey);
            const feet: number[] = [];
            for (let row = 0; row < table.objects.elementCount; row++) {
              const isWall = /^IfcWall/.test(table.classes[table.objects.classIndex[row]!]!.name);
              const lowM = staged.boundsM[6 * row + 2]!;
              if (isWall && table.objects.storey[row] === storey && Number.isFinite(lowM)) feet.push(lowM);
            }
            feet.sort((a, b) => a - b);
            const middleM = feet[Math.floor(feet.length / 2)];
            return { plan, footM: middleM };
          }, name);
          expect(seen.plan?.cutHeightM).toBe(1.2);
          if (seen.footM !== undefined) expect(Math.abs(seen.footM - seen.plan!.floorM)).toBeLessThan(0.6);
          await shoot(`${name}-2-plan`);
          await page.getByTestId("section-clear").click();
          await page.keyboard.press("Escape");
          await stillness();
          const after = await inPage(({ stage }) => stage.view, null);
          expect(after.projection).toBe("perspective");
          after.eyeM.forEach((value, k) => {
            expect(value).toBeCloseTo(eye.eyeM[k]!, 1);
          });
        },
      );

      it("is measured: a way between two points, and what an element encloses", async () => {
        const { page } = open;
        await comeNear();
        await page.keyboard.press("m");
        await page.getByTestId("measure-panel").waitFor(WAIT);
        const { xPx, yPx } = await findElement(page, name);
        await page.getByTestId("measure-volume").check({ force: true });
        await page.mouse.move(xPx, yPx);
        await page.mouse.click(xPx, yPx);
        const values = page.getByTestId("measure-value");
        await expect.poll(() => values.count(), WAIT).toBe(1);
        expect(await values.first().textContent()).toMatch(/m³$/);
        await page.getByTestId("measure-distance").check({ force: true });
        await page.mouse.click(xPx, yPx);
        const far = await findBeside({ xPx, yPx });
        await page.mouse.click(far.xPx, far.yPx);
        await expect.poll(() => values.count(), WAIT).toBe(2);
        expect(Number.parseFloat((await values.nth(1).textContent()) ?? "")).toBeGreaterThan(0);
        await shoot(`${name}-3-measure`);
        await page.getByTestId("measure-clear").click();
        await page.keyboard.press("m");
      });

      it("is searched for clashes of an element with all others; what was seen before comes back", async () => {
        const { page } = open;
        const model = name;
        const { row } = await findElement(page, name);
        await inPage(({ store }, [id, at]) => store.getState().select(new Map([[id, [at]]])), [
          model,
          row,
        ] as const);
        const seen = () => inPage(({ stage }, id) => [...stage.models.get(id)!.states].join(""), model);
        const before = await seen();
        await page.keyboard.press("c");
        await page.getByTestId("clash-take-a").click();
        await page.getByTestId("clash-all-b").click();
        await page.getByTestId("clash-clearance").check({ force: true });
        await page.getByTestId("clash-run").click();
        await page.getByTestId("clash-result").waitFor(WAIT);
        const found = await inPage(({ clashes }) => clashes.getState().clashes.length, null);
        if (found > 0) {
          await page.keyboard.press(".");
          await stillness();
          const solid = await inPage(
            ({ stage }, id) =>
              stage.models.get(id)!.states.reduce((sum, state) => sum + (state & 5 ? 0 : 1), 0),
            model,
          );
          expect(solid).toBe(2);
          await shoot(`${name}-4-clash`);
          await page.getByTestId("clash-back").click();
        }
        await expect.poll(seen, WAIT).toBe(before);
        await page.keyboard.press("c");
        expect(open.troubles).toEqual([]);
      });
    });
  },
);
