import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { connectPlain, knock, PlainScreen, push, webSocketOf, whenClosed } from "./plain-client.ts";

let dataFolder: string;
let server: ServerProcess;
let cookie: string;
let token: string;

beforeAll(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  cookie = await server.signIn();
  token = await server.createToken();
  await server.register(token, {
    layer: { id: "water", kind: "water" },
    assets: [{ id: "n-1", class: "junction" }],
    datastreams: [{ id: "p", asset: "n-1", observedProperty: "pressure" }],
  });
});

afterAll(async () => {
  await server?.kill9();
  removeDataFolder(dataFolder);
});

const asAdmin = (path: string, method: string, body?: unknown) =>
  server.request(path, { method, body, headers: { cookie } });

describe("connecting to /ingest", () => {
  it.each([
    ["nothing", {}],
    ["an unknown token", { token: "sct_unknown" }],
    ["an empty token", { token: "" }],
    ["a token that is no text", { token: { $ne: "" } }],
  ])("[CN1] ends with access/unauthenticated for %s", async (_what, auth) => {
    expect(await knock(server.url, "/ingest", { auth })).toBe("access/unauthenticated");
  });

  it("[CN1] takes no session in a token's place", async () => {
    expect(await knock(server.url, "/ingest", { headers: { cookie } })).toBe("access/unauthenticated");
  });

  it("[CN1] takes a token until it is revoked; its open connection is cut then", async () => {
    const made = (await (await asAdmin("/api/v1/tokens", "POST", { name: "pump house" })).json()) as {
      id: number;
      token: string;
    };
    const socket = await connectPlain(server.url, "/ingest", { auth: { token: made.token } });
    const other = await connectPlain(server.url, "/ingest", { auth: { token } });
    const isCut = whenClosed(socket);
    await asAdmin(`/api/v1/tokens/${made.id}`, "DELETE");
    await isCut;
    expect(await knock(server.url, "/ingest", { auth: { token: made.token } })).toBe(
      "access/unauthenticated",
    );
    expect(other.connected).toBe(true);
    other.disconnect();
  });

  it("[CN1] shows the secret once: the list of tokens has none", async () => {
    const list = await (await asAdmin("/api/v1/tokens", "GET")).text();
    expect(list).toContain('"name":"test"');
    expect(list).not.toContain("sct_");
  });
});

describe("connecting to /live", () => {
  it("[CN2] takes a session's cookie and a token", async () => {
    expect(await knock(server.url, "/live", { headers: { cookie } })).toBe("connected");
    expect(await knock(server.url, "/live", { auth: { token } })).toBe("connected");
  });

  it.each([
    ["nobody", {}],
    ["a wrong token", { auth: { token: "sct_wrong" } }],
    ["a wrong session", { headers: { cookie: "shuicheng_session=wrong" } }],
  ])("[CN2] refuses %s while public viewing is off", async (_who, shown) => {
    expect(await knock(server.url, "/live", shown)).toBe("access/unauthenticated");
  });

  it("[CN2] takes nobody's name where public viewing is on, and still no wrong token", async () => {
    const folder = makeDataFolder();
    const open = await ServerProcess.start(folder, ["--public-view", "true"]);
    expect(await knock(open.url, "/live", {})).toBe("connected");
    expect(await knock(open.url, "/live", { auth: { token: "sct_wrong" } })).toBe("access/unauthenticated");
    expect(await knock(open.url, "/ingest", {})).toBe("access/unauthenticated");
    await open.kill9();
    removeDataFolder(folder);
  });

  it("[CN2] cuts the screen of a token that is revoked", async () => {
    const made = (await (await asAdmin("/api/v1/tokens", "POST", { name: "wall" })).json()) as {
      id: number;
      token: string;
    };
    const screen = await PlainScreen.connect(server.url, { auth: { token: made.token } });
    const isCut = whenClosed(screen.socket);
    await asAdmin(`/api/v1/tokens/${made.id}`, "DELETE");
    await isCut;
  });
});

describe("a frame that is not Socket.IO", () => {
  it.each<[string, string | Uint8Array]>([
    ["no packet at all", "zzzz"],
    ["a packet of an unknown type", "49/ingest,"],
    ["broken JSON", '42/ingest,["observations",{'],
    ["an event without a name", "42/ingest,[]"],
    ["bytes where text belongs", new Uint8Array([0xff, 0xfe, 0x00, 0x81])],
    ["more attachments than come", '459999/ingest,["observations",{"_placeholder":true,"num":1}]x'],
  ])("[CN3] closes the connection it came on, and no other: %s", async (_what, frame) => {
    const neighbour = await connectPlain(server.url, "/ingest", { auth: { token } });
    const screen = await PlainScreen.connect(server.url, { auth: { token } });
    const bad = await connectPlain(server.url, "/ingest", { auth: { token } });
    const closed = whenClosed(bad);
    webSocketOf(bad).send(frame);
    await closed;
    const answer = await push(neighbour, { items: [{ datastream: "p", time: Date.now(), result: 1 }] });
    expect(answer.accepted + answer.duplicates).toBe(1);
    const before = screen.ticks.length;
    await screen.until("a tick after it", ({ ticks }) => ticks.length > before);
    neighbour.disconnect();
    screen.close();
  });
});
