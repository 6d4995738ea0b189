import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, extname, join } from "node:path";
import type { Model } from "@shuicheng/shared/contracts";
import type { Browser } from "playwright-core";
import { build } from "vite";
import { makeDataFolder, removeDataFolder, type ServerProcess } from "../../server-process.ts";
import { median, printFigure } from "../figure.ts";
import type { PictureTimes } from "./first-picture/time-picture.ts";

const ROUNDS = 5;
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};
const FRAGMENTS = "model.frag";

/** First picture of a model from our server's tiles, beside That Open's from its own bytes, in the same browser. */
export async function benchFirstPicture(
  browser: Browser,
  server: ServerProcess,
  model: Model,
  ifcFile: string,
): Promise<void> {
  const folder = makeDataFolder();
  const site = await serveSite(folder, server.url);
  try {
    writeFileSync(join(folder, FRAGMENTS), await importFragments(ifcFile));
    const [ours, theirs]: [PictureTimes[], PictureTimes[]] = [[], []];
    // Taking turns, each in a page of its own: neither is warmer than the other.
    for (let round = 0; round < ROUNDS; round++) {
      for (const [times, name] of [
        [ours, "timeStage"],
        [theirs, "timeFragments"],
      ] as const) {
        const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
        await page.goto(`${site.url}/first-picture.html`);
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

/** The built bench page, and what it asks of our server, under one origin. */
async function serveSite(folder: string, serverUrl: string): Promise<{ url: string; close(): void }> {
  const root = join(import.meta.dirname, "first-picture");
  await build({
    configFile: join(import.meta.dirname, "../../../packages/viewer/vite.config.ts"),
    root,
    logLevel: "error",
    build: { outDir: folder, rolldownOptions: { input: join(root, "first-picture.html") } },
  });
  const site = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://site");
    if (/^\/(api|tiles)\//.test(pathname)) {
      const answer = await fetch(`${serverUrl}${pathname}${search}`);
      response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
      return;
    }
    const body = await readFile(join(folder, pathname)).catch(() => undefined);
    response.writeHead(body ? 200 : 404, {
      "Content-Type": TYPES[extname(pathname)] ?? "application/octet-stream",
    });
    response.end(body);
  }).listen(0, "127.0.0.1");
  await once(site, "listening");
  return {
    url: `http://127.0.0.1:${(site.address() as AddressInfo).port}`,
    close: () => void site.close(),
  };
}
