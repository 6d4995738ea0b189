import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join, relative, sep } from "node:path";
import type { Plugin } from "vite";

/** Where the page finds Cesium's workers and pictures: a path on our own server, never a CDN. */
const CESIUM_BASE_PATH = "/cesium/";

/** Cesium's minified build; its release equals the `cesium` that the page imports. */
const BUILD_FOLDER = join(
  dirname(createRequire(import.meta.url).resolve("cesium/package.json")),
  "Build/Cesium",
);

/**
 * What the page may ask for, by its path in Cesium's build. Left out: sky box, moon, lens flare, map pins and ocean
 * (2 MB that a calm night scene never shows) and the parsers of KML,
 * Google Earth, splats and KTX2 (1 MB; KTX2's would need `unsafe-eval`).
 */
const SERVED = [
  /^Workers\//,
  /^Assets\/IAU2006_XYS\//,
  /^Assets\/approximateTerrainHeights\.json$/,
  /^Assets\/Textures\/NaturalEarthII\//,
  /^ThirdParty\/draco_decoder\.wasm$/,
];

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".json": "application/json",
  ".jpg": "image/jpeg",
  ".xml": "application/xml",
  ".wasm": "application/wasm",
};

/** Serves Cesium's static files at {@link CESIUM_BASE_PATH}: from the package in development, copied in a build. */
export function cesiumAssets(): Plugin {
  return {
    name: "shuicheng:cesium-assets",
    config: () => ({ define: { CESIUM_BASE_URL: JSON.stringify(CESIUM_BASE_PATH) } }),
    configureServer(server) {
      server.middlewares.use(CESIUM_BASE_PATH, (request, response, next) => {
        const path = decodeURIComponent((request.url ?? "").split("?", 1)[0] as string).replace(/^\//, "");
        const file = join(BUILD_FOLDER, path);
        const isServed = SERVED.some((pattern) => pattern.test(path)) && file.startsWith(BUILD_FOLDER + sep);
        if (!isServed || !existsSync(file) || !statSync(file).isFile()) return next();
        response.setHeader("Content-Type", CONTENT_TYPES[extname(file)] ?? "application/octet-stream");
        createReadStream(file).pipe(response);
      });
    },
    generateBundle() {
      for (const path of servedPaths()) {
        this.emitFile({
          type: "asset",
          fileName: CESIUM_BASE_PATH.slice(1) + path,
          source: readFileSync(join(BUILD_FOLDER, path)),
        });
      }
    },
  };
}

/** Paths below the build folder, with forward slashes. */
function servedPaths(): string[] {
  return readdirSync(BUILD_FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(BUILD_FOLDER, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => SERVED.some((pattern) => pattern.test(path)));
}
