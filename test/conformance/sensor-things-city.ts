import type { Registration } from "@shuicheng/shared/contracts";
import { afterAll, beforeAll, expect } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";

/** Time of the first observation of each datastream, a whole second. */
export const START_MS = Math.floor(Date.now() / 1_000) * 1_000 - 7_200_000;
/** Observations of `level-1`, ten seconds apart: 0, 1, 2, … */
export const LEVELS = 500;

/** Where the standard's requirements have their names: OGC 18-088. */
export const SPEC = "http://www.opengis.net/spec/iot_sensing/1.1/req";

/** Unit of the levels. */
export const METRE = { name: "metre", symbol: "m", definition: "m" };

/** Three wells, two of which are observed, and a gate without a place. */
export const CITY: Registration = {
  layer: { id: "wells", name: "Wells", kind: "sensors" },
  assets: [
    {
      id: "well-1",
      class: "manhole",
      name: "东关街 1",
      position: { lon: 8, lat: 53, heightM: 30 },
      attributes: { depth: { value: 3.5, unit: "m" }, owner: { value: "water works" } },
    },
    { id: "well-2", class: "manhole", name: "Well 2", position: { lon: 8.5, lat: 53.5, heightM: 31 } },
    { id: "well-3", class: "manhole", name: "Well 3", position: { lon: 9, lat: 54, heightM: 32 } },
    { id: "gate-1", class: "valve", name: "Gate 1" },
  ],
  datastreams: [
    {
      id: "level-1",
      asset: "well-1",
      name: "Level 1",
      observedProperty: "level",
      unit: METRE,
      expectedIntervalMs: 10_000,
      range: { min: 0, max: 1_000 },
    },
    { id: "level-2", asset: "well-2", name: "Level 2", observedProperty: "level", unit: METRE },
    { id: "odour-2", asset: "well-2", name: "Odour 2", observedProperty: "odour" },
    { id: "open-1", asset: "gate-1", name: "Open", observedProperty: "doorOpen", resultType: "boolean" },
    {
      id: "state-1",
      asset: "gate-1",
      name: "State",
      observedProperty: "gateState",
      resultType: "category",
      categories: ["open", "shut"],
    },
  ],
};

const at = (i: number) => START_MS + i * 10_000;
/** Time of the observation `i` of `level-1`. */
export const isoAt = (i: number): string => new Date(at(i)).toISOString();
const OBSERVATIONS = [
  ...Array.from({ length: LEVELS }, (_, i) => ({ datastream: "level-1", time: at(i), result: i })),
  ...[1.5, 2.5, 3.5].map((result, i) => ({ datastream: "level-2", time: at(i), result })),
  { datastream: "open-1", time: at(1), result: true },
  { datastream: "state-1", time: at(1), result: "shut", quality: "uncertain" },
];

/** Plain JSON, as tests look into it. */
// biome-ignore lint/suspicious/noExplicitAny: answers are of every shape, and each test says what it expects
export type Json = any;

/** A request to SensorThings. */
export interface StaRequest {
  readonly method?: string;
  readonly body?: unknown;
  /** Without a token. */
  readonly isAnonymous?: boolean;
}

/** A server of the file's own with {@link CITY}. To be called outside of tests. */
export function startSta(flags: readonly string[] = []) {
  let dataFolder: string;
  let server: ServerProcess;
  let token: string;

  beforeAll(async () => {
    dataFolder = makeDataFolder();
    server = await ServerProcess.start(dataFolder, flags);
    token = await server.createToken("sta");
    await server.register(token, CITY);
    await server.request("/api/v1/observations", {
      method: "POST",
      body: { items: OBSERVATIONS },
      headers: { authorization: `Bearer ${token}` },
    });
  });

  afterAll(async () => {
    await server?.kill9();
    removeDataFolder(dataFolder);
  });

  /** Ends the server as a power cut would, and starts it again on the same folder. */
  async function restart(): Promise<void> {
    await server.kill9();
    server = await ServerProcess.start(dataFolder, flags);
  }

  const rootOf = () => `${server.url}/sta/v1.1`;

  /** Asks a path behind the service root, or a whole link; as it is written, without any encoding of ours but of blanks. */
  async function ask(path: string, { method = "GET", body, isAnonymous = false }: StaRequest = {}) {
    const url = path.startsWith("http") ? path : `${rootOf()}${path}`;
    return fetch(url.replaceAll(" ", "%20"), {
      method,
      headers: {
        ...(isAnonymous ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  }

  async function get(path: string): Promise<Json> {
    const response = await ask(path);
    const text = await response.text();
    expect(response.status, `${path}: ${text}`).toBe(200);
    return JSON.parse(text);
  }

  /** Ids of the entities of a page. */
  const ids = async (path: string): Promise<string[]> =>
    (await get(path)).value.map((entity: Json) => entity["@iot.id"]);

  /** Follows `@iot.nextLink` to the end. */
  async function all(path: string): Promise<Json[]> {
    const entities: Json[] = [];
    for (let next: string | undefined = path; next !== undefined; ) {
      const page: Json = await get(next);
      entities.push(...page.value);
      next = page["@iot.nextLink"];
    }
    return entities;
  }

  /** Asks what must be refused: a problem document with a stable code. */
  async function refusal(path: string, request: StaRequest = {}): Promise<Json> {
    const response = await ask(path, request);
    expect(response.headers.get("content-type"), await response.clone().text()).toMatch(
      /^application\/problem\+json/,
    );
    return response.json();
  }

  /** Makes an entity, holds the answer against its address, and answers it. */
  async function make(path: string, body: unknown): Promise<Json> {
    const response = await ask(path, { method: "POST", body });
    const made: Json = await response.json();
    expect(response.status, JSON.stringify(made)).toBe(201);
    expect(response.headers.get("location")).toBe(made["@iot.selfLink"]);
    expect(await get(made["@iot.selfLink"])).toEqual(made);
    return made;
  }

  /** Changes an entity, holds the answer against its address, and answers it. */
  async function change(path: string, body: unknown): Promise<Json> {
    const response = await ask(path, { method: "PATCH", body });
    const text = await response.text();
    expect(response.status, text).toBe(200);
    expect(await get(path)).toEqual(JSON.parse(text));
    return JSON.parse(text);
  }

  /** Deletes an entity, and sees that it is gone. */
  async function remove(path: string): Promise<void> {
    const response = await ask(path, { method: "DELETE" });
    expect(response.status, await response.text()).toBe(200);
    expect(await refusal(path)).toMatchObject({ status: 404, code: "sta/unknown-entity" });
  }

  /** The asset that a thing is, as the rest of the server has it. */
  async function assetOf(id: string): Promise<Json> {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${server.url}/api/v1/assets/${id}`, { headers })).json();
  }

  return {
    ask,
    get,
    assetOf,
    ids,
    all,
    make,
    change,
    remove,
    refusal,
    rootOf,
    restart,
    get server() {
      return server;
    },
    get token() {
      return token;
    },
  };
}
