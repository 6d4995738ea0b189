import { CurrentSessionSchema } from "@shuicheng/shared/contracts";
import Type from "typebox";
import { describe, expect, it } from "vitest";
import { ADMIN_PASSWORD, makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type Asked, listOf, startApi } from "./http-api.ts";
import { connectPlain, knock, whenClosed } from "./plain-client.ts";

const api = startApi();
const { ask, read, refusal } = api;

describe("sessions", () => {
  const body = { username: "admin", password: ADMIN_PASSWORD };

  it("gives a cookie that scripts and other sites cannot use, and takes it back", async () => {
    const response = await ask("/api/v1/sessions", { method: "POST", body, as: "nobody" });
    expect(response.status).toBe(201);
    const [pair, ...flags] = response.headers.get("set-cookie")!.split("; ");
    expect(flags).toEqual(expect.arrayContaining(["HttpOnly", "SameSite=Strict", "Path=/"]));
    expect(Number(/Max-Age=(\d+)/.exec(flags.join(";"))?.[1])).toBe(12 * 3_600);
    const own = { as: "nobody", headers: { cookie: pair! } } as const;
    const current = await read("/api/v1/sessions/current", CurrentSessionSchema, own);
    expect(current).toMatchObject({
      user: { name: "admin", role: "administrator" },
      publicView: false,
      timeZone: "Asia/Shanghai",
    });
    expect((await ask("/api/v1/sessions/current", { ...own, method: "DELETE" })).status).toBe(204);
    expect((await read("/api/v1/sessions/current", CurrentSessionSchema, own)).user).toBeNull();
    expect(await refusal("/api/v1/layers", own)).toMatchObject({ status: 401 });
  });

  it("tells nobody and an integrator apart", async () => {
    const who = async (as: Asked["as"] & string) =>
      (await read("/api/v1/sessions/current", CurrentSessionSchema, { as })).user;
    expect(await who("nobody")).toBeNull();
    expect(await who("integrator")).toEqual({ name: "pusher", role: "integrator" });
  });

  it.each<[string, Asked, number, string]>([
    ["a wrong password", { body: { ...body, password: "no" } }, 401, "access/invalid-credentials"],
    ["an unknown name", { body: { ...body, username: "no" } }, 401, "access/invalid-credentials"],
    ["a body of another shape", { body: { username: "admin" } }, 400, "request/invalid"],
    ["no body", {}, 400, "request/invalid"],
    ["broken JSON", { body: "{" }, 400, "request/malformed-body"],
    ["too large a body", { body: { ...body, extra: "x".repeat(200_000) } }, 413, "request/too-large"],
    [
      "an encoding it does not know",
      { body, headers: { "content-encoding": "zstd-next" } },
      415,
      "request/unsupported-media-type",
    ],
  ])("refuses %s", async (_what, asked, status, code) => {
    const refused = await refusal("/api/v1/sessions", { method: "POST", as: "nobody", ...asked });
    expect(refused).toMatchObject({ status, code });
  });
});

describe("tokens", () => {
  it("are made, listed without their secret and revoked, which cuts their sockets", async () => {
    const made = await read(
      "/api/v1/tokens",
      Type.Object({ id: Type.Integer(), name: Type.Literal("gate"), token: Type.String() }),
      { method: "POST", body: { name: "gate" }, as: "administrator" },
    );
    expect(made.token).toMatch(/^sct_/);
    const socket = await connectPlain(api.server.url, "/ingest", { auth: { token: made.token } });
    const screen = await connectPlain(api.server.url, "/live", { auth: { token: made.token } });
    const list = await read("/api/v1/tokens", listOf(Type.Object({ id: Type.Integer() })), {
      as: "administrator",
    });
    expect(list.items).toContainEqual({
      id: made.id,
      name: "gate",
      createdAt: expect.any(Number),
      lastUsedAt: expect.any(Number),
    });
    const cut = Promise.all([whenClosed(socket), whenClosed(screen)]);
    const revoked = await ask(`/api/v1/tokens/${made.id}`, { method: "DELETE", as: "administrator" });
    expect(revoked.status).toBe(204);
    await cut;
    expect(await knock(api.server.url, "/live", { auth: { token: made.token } })).toBe(
      "access/unauthenticated",
    );
    const bearer = { as: "nobody", headers: { authorization: `Bearer ${made.token}` } } as const;
    expect(await refusal("/api/v1/layers", bearer)).toMatchObject({ status: 401 });
    const again = { method: "DELETE", as: "administrator" } as const;
    expect(await refusal(`/api/v1/tokens/${made.id}`, again)).toMatchObject({ status: 404 });
  });

  it.each<[string, Asked, number, string]>([
    ["an integrator", { as: "integrator" }, 403, "access/forbidden"],
    ["nobody", { as: "nobody" }, 401, "access/unauthenticated"],
    ["an empty name", { body: { name: "" }, as: "administrator" }, 400, "request/invalid"],
    ["a name too long", { body: { name: "x".repeat(129) }, as: "administrator" }, 400, "request/invalid"],
  ])("are not made for %s", async (_what, asked, status, code) => {
    const refused = await refusal("/api/v1/tokens", { method: "POST", body: { name: "x" }, ...asked });
    expect(refused).toMatchObject({ status, code });
    if (status === 401) expect(refused.response.headers.get("www-authenticate")).toBe("Bearer");
  });
});

describe("public viewing", () => {
  it("lets nobody read, and write nothing", async () => {
    const folder = makeDataFolder();
    const open = await ServerProcess.start(folder, ["--public-view", "true"]);
    const status = async (path: string, method = "GET") =>
      (await fetch(`${open.url}${path}`, { method })).status;
    expect(await status("/api/v1/layers")).toBe(200);
    expect(await status("/api/v1/assets")).toBe(200);
    expect(await status("/api/v1/jobs")).toBe(200);
    expect(await status("/api/v1/datastreams/import", "POST")).toBe(401);
    expect(await status("/api/v1/networks/import?name=a.inp", "POST")).toBe(401);
    expect(await status("/api/v1/tokens")).toBe(401);
    await open.kill9();
    removeDataFolder(folder);
  });
});
