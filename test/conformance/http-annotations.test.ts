import { createLiveClient } from "@shuicheng/shared/client";
import { AnnotationSchema } from "@shuicheng/shared/contracts";
import type { AnnotationsChanged } from "@shuicheng/shared/protocol";
import { describe, expect, it, vi } from "vitest";
import { type Asked, pageOf, startApi } from "./http-api.ts";

const api = startApi();
const { ask, read, refusal, pagesOf } = api;
const PATH = "/api/v1/annotations";
const AT_MS = 1_795_358_460_000;

const post = (body: object, asked: Asked = {}) =>
  read(PATH, AnnotationSchema, { method: "POST", body, ...asked });
const list = async (query: string) => (await read(`${PATH}?${query}`, pageOf(AnnotationSchema))).items;
const textsOf = async (query: string) => (await list(query)).map(({ text }) => text);

describe("annotations", () => {
  it("[HP10] are kept with who and when, of datastreams or an asset, at a moment or over a span", async () => {
    const response = await ask(PATH, {
      method: "POST",
      body: { datastreams: ["p-1", "p-0"], time: AT_MS, text: "3 号泵检修" },
    });
    expect(response.status).toBe(201);
    const made = await read(response.headers.get("location")!, AnnotationSchema);
    expect(made).toMatchObject({
      ...{ version: 1, datastreams: ["p-1", "p-0"], asset: null, from: AT_MS, to: AT_MS },
      ...{ text: "3 号泵检修", createdBy: { kind: "token", name: "pusher" } },
    });
    const span = await post(
      { asset: "n-1", from: AT_MS - 10, to: AT_MS + 10, text: "停电" },
      { as: "administrator" },
    );
    expect(span).toMatchObject({
      asset: "n-1",
      datastreams: [],
      createdBy: { kind: "user", name: "admin" },
    });
    expect(await textsOf("datastream=p-0,p-9")).toEqual(["3 号泵检修"]);
    expect(await textsOf("datastream=p-1&asset=n-1")).toEqual(["停电", "3 号泵检修"]);
    expect(await textsOf(`asset=n-1&from=${AT_MS + 11}`)).toEqual([]);
    expect(await textsOf(`asset=n-1&from=${AT_MS + 10}&to=${AT_MS + 99}`)).toEqual(["停电"]);
  });

  it("come in pages, each once", async () => {
    for (let i = 0; i < 5; i++) await post({ datastreams: ["p-5"], time: AT_MS + i, text: `${i}` });
    const pages = await pagesOf(`${PATH}?datastream=p-5&limit=2`, AnnotationSchema);
    expect(pages.map((page) => page.map(({ text }) => text))).toEqual([["4", "3"], ["2", "1"], ["0"]]);
  });

  it("are changed by who has seen the last version, and by nobody else unawares", async () => {
    const { id } = await post({ datastreams: ["p-2"], time: AT_MS, text: "a" });
    const patch = (body: object) => ask(`${PATH}/${id}`, { method: "PATCH", as: "administrator", body });
    expect(await (await patch({ version: 1, text: "b" })).json()).toMatchObject({
      ...{ version: 2, text: "b", from: AT_MS },
      ...{ createdBy: { name: "pusher" }, changedBy: { kind: "user", name: "admin" } },
    });
    const late = await patch({ version: 1, text: "c" });
    expect(late.status).toBe(409);
    expect(await late.json()).toMatchObject({ code: "annotation/conflict", details: { version: 2 } });
    expect(await (await patch({ version: 2, from: 5, to: 9 })).json()).toMatchObject({
      ...{ version: 3, text: "b", from: 5, to: 9 },
    });
    const remove = (version: number) => refusal(`${PATH}/${id}?version=${version}`, { method: "DELETE" });
    expect((await remove(2)).code).toBe("annotation/conflict");
    expect(await textsOf("datastream=p-2")).toEqual(["b"]);
  });

  it("can be brought back after they were deleted", async () => {
    const { id } = await post({ datastreams: ["p-3"], time: AT_MS, text: "weg" });
    expect((await ask(`${PATH}/${id}?version=1`, { method: "DELETE" })).status).toBe(204);
    expect(await textsOf("datastream=p-3")).toEqual([]);
    expect((await refusal(`${PATH}/${id}`)).code).toBe("annotation/unknown");
    const back = await read(`${PATH}/${id}/restore`, AnnotationSchema, { method: "POST" });
    expect(back).toMatchObject({ id, version: 1, text: "weg" });
    expect(await textsOf("datastream=p-3")).toEqual(["weg"]);
    expect((await refusal(`${PATH}/none/restore`, { method: "POST" })).code).toBe("annotation/unknown");
  });

  const good = { datastreams: ["p-0"], time: AT_MS, text: "x" };
  it.each([
    [{ ...good, text: "  " }, "/text"],
    [{ ...good, text: "x".repeat(501) }, "/text"],
    [{ ...good, time: 1.5 }, "/time"],
    [{ ...good, time: "2026-11-22T22:41:07+08:00" }, "/time"],
    [{ datastreams: ["p-0"], text: "x" }, "/time"],
    [{ ...good, to: AT_MS }, "/time"],
    [{ datastreams: ["p-0"], from: 9, to: 8, text: "x" }, "/to"],
    [{ datastreams: ["p-0"], from: 9, text: "x" }, "/to"],
    [{ time: AT_MS, text: "x" }, "/datastreams"],
    [{ ...good, datastreams: ["p-0", "p-0"] }, "/datastreams"],
    [{ ...good, datastreams: ["a b"] }, "/datastreams/0"],
  ])("refuse %j at its field", async (body, pointer) => {
    const refused = await refusal(PATH, { method: "POST", body });
    expect(refused).toMatchObject({ status: 400, code: "request/invalid" });
    expect(refused.errors?.[0]?.pointer).toBe(pointer);
  });

  it("are of what there is, and written by who may write", async () => {
    const of = (body: object) => refusal(PATH, { method: "POST", body: { ...good, ...body } });
    expect(await of({ datastreams: ["p-0", "nobody"] })).toMatchObject({
      ...{ status: 404, code: "datastream/unknown" },
    });
    expect(await of({ asset: "nobody" })).toMatchObject({ status: 404, code: "asset/unknown" });
    const asked = { method: "POST", body: good, as: "nobody" } as const;
    expect((await refusal(PATH, asked)).status).toBe(401);
    expect((await refusal(`${PATH}?limit=0`)).errors?.[0]?.pointer).toBe("?limit");
  });

  it("[LV12] are told to every screen, by datastream and asset", async () => {
    const heard: AnnotationsChanged[] = [];
    const client = createLiveClient({ url: api.server.url, token: api.token });
    // What the tests before changed may be told now.
    const isOwn = ({ datastreams }: AnnotationsChanged) => datastreams.includes("p-7");
    client.on({ onAnnotations: (changed) => isOwn(changed) && heard.push(changed) });
    await vi.waitFor(() => expect(client.link.phase).toBe("live"), { timeout: 60_000 });
    const { id } = await post({ datastreams: ["p-7"], asset: "n-8", time: AT_MS, text: "x" });
    await vi.waitFor(() => expect(heard).toMatchObject([{ assets: ["n-8"] }]), {
      timeout: 60_000,
    });
    await ask(`${PATH}/${id}`, { method: "DELETE" });
    await vi.waitFor(() => expect(heard).toHaveLength(2), { timeout: 60_000 });
    client.close();
  });
});
