import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Type from "typebox";
import { afterEach, describe, expect, it } from "vitest";
import { buildPath, requestFloats, requestJson, requestNothing } from "./http-client.ts";

const NAMED = Type.Object({ name: Type.String() });
let server: Server | undefined;
const realFetch = globalThis.fetch;

/** A real server; the page's relative paths are resolved against it as a browser would. */
async function serve(listener: RequestListener): Promise<void> {
  server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server?.once("listening", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  globalThis.fetch = (path, init) => realFetch(`${origin}${String(path)}`, init);
}

afterEach(async () => {
  globalThis.fetch = realFetch;
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

describe("requestJson", () => {
  it("answers a body that fits its contract", async () => {
    await serve((request, response) => {
      response.setHeader("content-type", "application/json").end(JSON.stringify({ name: request.url }));
    });

    await expect(requestJson("/layers", NAMED)).resolves.toEqual({ name: "/api/v1/layers" });
  });

  it("sends a body as JSON", async () => {
    await serve((request, response) => {
      let text = "";
      request.on("data", (chunk) => {
        text += chunk;
      });
      request.on("end", () => {
        const name = `${request.method} ${request.headers["content-type"]} ${text}`;
        response.end(JSON.stringify({ name }));
      });
    });

    await expect(requestJson("/tokens", NAMED, { method: "POST", body: { a: 1 } })).resolves.toEqual({
      name: 'POST application/json {"a":1}',
    });
  });

  it("carries the code of a problem document", async () => {
    await serve((_, response) => {
      const errors = [{ pointer: "/name", message: "too long" }];
      response.writeHead(401, { "content-type": "application/problem+json" }).end(
        JSON.stringify({
          type: "about:blank",
          title: "t",
          status: 401,
          detail: "d",
          code: "access/unauthenticated",
          errors,
        }),
      );
    });

    await expect(requestJson("/layers", NAMED)).rejects.toMatchObject({
      name: "ApiProblem",
      code: "access/unauthenticated",
      status: 401,
      errors: [{ pointer: "/name", message: "too long" }],
    });
  });

  it.each([
    [200, '{"name":4}', "page/unexpected-answer"],
    [200, "<html>", "page/unexpected-answer"],
    [404, "<html>", "page/unexpected-answer"],
    [502, "<html>bad gateway", "page/unreachable"],
  ])("turns a foreign answer %d %s into %s", async (status, body, code) => {
    await serve((_, response) => response.writeHead(status).end(body));

    await expect(requestJson("/layers", NAMED)).rejects.toMatchObject({ code, status });
  });

  it("says that nobody answered", async () => {
    await serve((request) => request.socket.destroy());

    await expect(requestNothing("/layers")).rejects.toMatchObject({ code: "page/unreachable", status: 0 });
  });
});

describe("requestFloats", () => {
  it("reads float64s", async () => {
    await serve((_, response) => response.end(Buffer.from(new Float64Array([115.98, Number.NaN]).buffer)));

    await expect(requestFloats("/layers/water/positions")).resolves.toEqual(
      new Float64Array([115.98, Number.NaN]),
    );
  });

  it("refuses a cut answer", async () => {
    await serve((_, response) => response.end(Buffer.alloc(12)));

    await expect(requestFloats("/layers/water/positions")).rejects.toMatchObject({
      code: "page/unexpected-answer",
    });
  });
});

describe("buildPath", () => {
  it("escapes values and leaves out what is undefined", () => {
    expect(buildPath("/assets", { q: "a&b 阀", layer: undefined, limit: 8 })).toBe(
      "/assets?q=a%26b+%E9%98%80&limit=8",
    );
    expect(buildPath("/assets", { q: undefined })).toBe("/assets");
  });
});
