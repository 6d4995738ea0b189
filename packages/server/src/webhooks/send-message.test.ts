import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { sendMessage } from "./send-message.ts";

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function listen(listener: RequestListener): Promise<number> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

const send = (url: string, mayBeHere = true, signal = new AbortController().signal) =>
  sendMessage({ url, headers: { "webhook-id": "msg_1" }, body: '{"水":1}', mayBeHere }, signal);

describe("sendMessage", () => {
  it("posts the body as it is, with its headers", async () => {
    const seen: unknown[] = [];
    const port = await listen((request, response) => {
      request.setEncoding("utf8").on("data", (text) => {
        seen.push(request.method, request.url, request.headers["webhook-id"], text);
        response.writeHead(201).end();
      });
    });
    expect(await send(`http://127.0.0.1:${port}/a?b=c`)).toMatchObject({ status: 201, reason: null });
    expect(seen).toEqual(["POST", "/a?b=c", "msg_1", '{"水":1}']);
  });

  it("looks at the address that a name leads to", async () => {
    let asked = 0;
    const port = await listen((_request, response) => {
      asked++;
      response.end();
    });
    for (const host of ["localhost", "127.0.0.1"]) {
      const refused = await send(`http://${host}:${port}/`, false);
      expect(refused).toMatchObject({ status: null, reason: expect.stringMatching(/not one that messages/) });
    }
    expect(asked).toBe(0);
    expect(await send(`http://localhost:${port}/`)).toMatchObject({ status: 200 });
  });

  it("reads no endless answer, and takes its status for it", async () => {
    const port = await listen((_request, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(32_768)), 1);
      response.on("close", () => clearInterval(timer));
    });
    expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 200, reason: null });
  });

  it("reads what a busy receiver asks for", async () => {
    const port = await listen((_request, response) => response.writeHead(503, { "retry-after": "7" }).end());
    expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 503, retryAfterMs: 7_000 });
  });

  it("says why nothing came back", async () => {
    const port = await listen((request) => request.socket.destroy());
    expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({ status: null, reason: "socket hang up" });
    expect(await send(`https://127.0.0.1:${port}/`)).toMatchObject({ status: null });
    expect(await send("http://127.0.0.1:1/")).toMatchObject({
      reason: expect.stringMatching(/ECONNREFUSED/),
    });
    expect(await send("http://none.invalid/")).toMatchObject({ status: null, reason: expect.any(String) });
  });

  it("ends when it is told to", async () => {
    const closing = new AbortController();
    const port = await listen(() => closing.abort());
    expect(await send(`http://127.0.0.1:${port}/`, true, closing.signal)).toMatchObject({ status: null });
  });
});
