import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname, extname, join } from "node:path";
import { build } from "vite";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** What a bench page asks of the server under test. */
const SERVERS = /^\/(api|tiles)\//;

/**
 * Builds a page of a bench as the viewer is built, and serves it with the server's API and tiles under one origin.
 *
 * @param page HTML file; its own folder is its root.
 * @param folder Takes what is built; files that are put there are served too.
 */
export async function serveBenchPage(
  page: string,
  folder: string,
  serverUrl: string,
): Promise<{ url: string; close(): void }> {
  await build({
    configFile: join(import.meta.dirname, "../../packages/viewer/vite.config.ts"),
    root: dirname(page),
    logLevel: "error",
    build: { outDir: folder, rolldownOptions: { input: page } },
  });
  const site = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://site");
    if (SERVERS.test(pathname)) {
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
    url: `http://127.0.0.1:${(site.address() as AddressInfo).port}/${basename(page)}`,
    close: () => void site.close(),
  };
}
