import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Model } from "@shuicheng/shared/contracts";
import type { Browser } from "playwright-core";
import { makeDataFolder, removeDataFolder, type ServerProcess } from "../../server-process.ts";
import { serveBenchPage } from "../bench-page.ts";
import { median, printFigure } from "../figure.ts";
import type { PictureTimes } from "./first-picture/time-picture.ts";

const ROUNDS = 5;
const PAGE = join(import.meta.dirname, "first-picture/first-picture.html");
const FRAGMENTS = "model.frag";

/** First picture of a model from our server's tiles, beside That Open's from its own bytes, in the same browser. */
export async function benchFirstPicture(
  browser: Browser,
  server: ServerProcess,
  model: Model,
  ifcFile: string,
): Promise<void> {
  const folder = makeDataFolder();
  const site = await serveBenchPage(PAGE, folder, server.url);
  try {
    writeFileSync(join(folder, FRAGMENTS), await importFragments(ifcFile));
    const [ours, theirs]: [PictureTimes[], PictureTimes[]] = [[], []];
    // Taking turns, each in a page of its own: neither is warmer than the other.
    for (let round = 0; round < ROUNDS; round++) {
      for (const [times, name] of [
        [ours, "timeStage"],
        [theirs, "timeFragments"],
      ] as const) {
        const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
        await page.goto(site.url);
        await page.waitForFunction(() => "timeStage" in window, undefined, { timeout: 60_000 });
        times.push(
          await page.evaluate(
            ({ way, given, address }) =>
              way === "timeStage" ? window.timeStage(given) : window.timeFragments(address),
            { way: name, given: model, address: `/${FRAGMENTS}` },
          ),
        );
        await page.close();
      }
    }
    for (const [metric, key] of [
      ["inspector.first-picture", "firstMs"],
      ["inspector.whole-picture", "wholeMs"],
    ] as const) {
      const [value, against] = [ours, theirs].map((times) => median(times.map((one) => one[key]))) as [
        number,
        number,
      ];
      printFigure({
        ...{ bench: "inspector", metric, value, unit: "ms", n: ROUNDS },
        against: "@thatopen/components",
        ratio: value / against,
        note: `theirs ${against.toFixed(0)} ms; triangles ${ours[0]?.triangles} and ${theirs[0]?.triangles} a frame; drawn in software`,
      });
    }
  } finally {
    site.close();
    removeDataFolder(folder);
  }
}

async function importFragments(file: string): Promise<Uint8Array> {
  const { IfcImporter } = await import("@thatopen/fragments");
  const importer = new IfcImporter();
  importer.wasm = { path: `${dirname(createRequire(import.meta.url).resolve("web-ifc"))}/`, absolute: true };
  // It prints what it drops; the bench's own output is JSON lines.
  const { log, warn } = console;
  Object.assign(console, { log: () => undefined, warn: () => undefined });
  try {
    return await importer.process({ bytes: readFileSync(file) });
  } finally {
    Object.assign(console, { log, warn });
  }
}
