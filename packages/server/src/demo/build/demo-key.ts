import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CityOrder } from "../model/index.ts";

/** Everything that decides what the city and its tiles look like, byte for byte. */
const SOURCES = [
  "..",
  "../../../../shared/src/catalogue",
  "../../../../shared/src/geo",
  "../../../../shared/src/tiles",
  "../../../../../assets/liaocheng",
].map((folder) => new URL(`${folder}/`, import.meta.url));

/** Below `demo/`, but only pushes data to what was built. */
const NO_SOURCE = /^simulator\//;

/**
 * Names a city by what it is made of: the order, the generator's and the tiler's own text, and the hand-drawn map. A
 * city built by another release has another key and is built anew.
 *
 * @param generator File of the module that generates it.
 */
export function findDemoKey({ seed, scale }: CityOrder, generator: URL): string {
  const hash = createHash("sha256").update(JSON.stringify({ seed, scale }));
  for (const folder of SOURCES) {
    const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((path) => path.replaceAll("\\", "/"))
      .filter((path) => /\.(ts|geojson)$/.test(path) && !path.endsWith(".test.ts") && !NO_SOURCE.test(path));
    for (const path of paths.sort()) {
      hash.update(`\0${path}\0`).update(readFileSync(fileURLToPath(new URL(path, folder))));
    }
  }
  return hash
    .update(readFileSync(fileURLToPath(generator)))
    .digest("hex")
    .slice(0, 16);
}
