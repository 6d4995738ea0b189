import { type Pull, SOURCE_INPUT_SCHEMAS, type Source, type Webhook } from "@shuicheng/shared/contracts";
import { Check } from "typebox/value";
import { describe, expect, it } from "vitest";
import { ApiProblem } from "../api-problem.ts";
import { buildConnectorDraft, draftOfConnector, readConnectorDraft } from "./connector-draft.ts";
import { inputOf } from "./connector-queries.ts";
import { errorsOfAnswer, findErrorAt } from "./input-errors.ts";
import { buildSourceDraft, draftOfSource, readSourceDraft } from "./source-draft.ts";
import { inputOfSource } from "./source-queries.ts";
import { buildWebhookDraft, draftOfWebhook, readWebhookDraft } from "./webhook-draft.ts";

const PULL: Pull = {
  ...{ id: 3, name: "气象站", token: 2, url: "http://10.0.7.2/now", intervalS: 0.5 + 1, enabled: false },
  headers: { "X-Key": null },
  maps: [
    {
      records: "/data",
      datastream: { pointer: "/id", prefix: "met." },
      time: { pointer: "/t" },
      timeUnit: "s",
      result: { pointer: "" },
      quality: { value: "good" },
    },
    {
      records: "",
      datastream: { value: "7" },
      time: { value: 1_795_358_467_000 },
      timeUnit: "ms",
      result: { value: true },
    },
  ],
  ...{ last: null, failures: 0, nextAt: null },
};

describe("a draft of a connector", () => {
  it("gives back what it was made of", () => {
    expect(readConnectorDraft(draftOfConnector(PULL))).toEqual({ input: inputOf(PULL), errors: [] });
  });

  it("names the fields that are wrong", () => {
    const draft = { ...buildConnectorDraft(undefined), url: "ftp://x", intervalS: "0" };
    const map = {
      ...draft.maps[0]!,
      result: { text: "", prefix: "" },
      datastream: { text: "id", prefix: "" },
    };
    const { errors } = readConnectorDraft({ ...draft, maps: [map] });
    for (const pointer of ["/name", "/token", "/url", "/intervalS", "/maps/0/result", "/maps/0/datastream"])
      expect(findErrorAt(errors, pointer), pointer).toBeDefined();
    expect(findErrorAt(errors, "/maps/0/time")).toBeUndefined();
    expect(findErrorAt(errors, "/enabled")).toBeUndefined();
  });
});

const status: Source["status"] = {
  ...{ state: "running", since: 1, accepted: 0, duplicates: 0, rejected: 0 },
  ...{ lastTaken: null, lastError: null, figures: {} },
};
const HJ212: Source = {
  ...{ id: 1, name: "排口", token: 2, enabled: true, kind: "hj212", port: 8212, status },
  stations: [{ mn: "010000A8900016F000169DC0", password: null }],
  rules: [
    { code: "a34004", suffix: "Rtd", period: "hour", datastream: "air.{mn}" },
    { datastream: "{mn}.{code}" },
  ],
};
const OPCUA: Source = {
  ...{ id: 2, name: "水厂", token: 2, enabled: true, kind: "opcua", url: "opc.tcp://10.0.7.2:4840", status },
  ...{ security: "Sign", trustFirst: true, user: { name: "city", password: null } },
  ...{ publishingIntervalMs: 1000, samplingIntervalMs: 0, queueSize: 10 },
  deadband: { type: "percent", value: 2 },
  nodes: [
    { nodeId: "ns=2;s=Pump 7=a", datastream: "pump-7.{id}", samplingIntervalMs: 5 },
    { nodeId: "i=2258", datastream: "clock" },
  ],
  folders: [{ folder: "ns=2;s=Plant", depth: 3, datastream: "plant.{path}" }],
};

describe("a draft of a source", () => {
  it.each([HJ212, OPCUA])("gives back what it was made of: $kind", (source) => {
    const { input, errors } = readSourceDraft(draftOfSource(source));
    expect(errors).toEqual([]);
    expect(input).toEqual(inputOfSource(source));
  });

  it("takes stations with their passwords as they are pasted", () => {
    const draft = { ...buildSourceDraft(2), name: "a" };
    const { input } = readSourceDraft({
      ...draft,
      hj212: { ...draft.hj212, stations: "A,1 secret\n\n  B\tp;w  \nC\n" },
    });
    expect(input).toMatchObject({
      stations: [
        { mn: "A,1", password: "secret" },
        { mn: "B", password: "p;w" },
        { mn: "C", password: null },
      ],
    });
    expect(Check(SOURCE_INPUT_SCHEMAS.hj212, input)).toBe(false);
  });

  it("names the fields and lines that are wrong", () => {
    const empty = buildSourceDraft(undefined);
    const hj212 = readSourceDraft({ ...empty, hj212: { ...empty.hj212, port: "99999", rules: [] } }).errors;
    for (const pointer of ["/name", "/token", "/port", "/stations", "/rules"])
      expect(findErrorAt(hj212, pointer), pointer).toBeDefined();
    const opcua = readSourceDraft({
      ...{ ...empty, kind: "opcua" },
      opcua: { ...empty.opcua, nodes: "a = i=1\nb", deadbandType: "absolute", userName: "x" },
    }).errors;
    for (const pointer of ["/url", "/deadband/value", "/nodes/1/nodeId"])
      expect(findErrorAt(opcua, pointer), pointer).toBeDefined();
    expect(findErrorAt(opcua, "/nodes/0")).toBeUndefined();
  });
});

const SETTINGS = {
  ...{ name: "调度室", url: "https://scada.example/events", events: ["observations", "status"] },
  ...{ layers: ["water"], assets: ["pump-7", "pump-8"], datastreams: null, statuses: ["high", "stale"] },
  ...{ batchItems: 1, gatherMs: 0, waitingLimit: 1_000 },
} satisfies Partial<Webhook>;

describe("a draft of a webhook", () => {
  it("gives back what it was made of; what is empty is taken away", () => {
    const { datastreams: _, ...kept } = SETTINGS;
    const webhook: Webhook = {
      ...{ ...kept, id: 3, token: null, createdAt: 1, state: "active", reason: null, waiting: 0, lost: 0 },
      ...{ failures: 0, lastDeliveredAt: null, nextAttemptAt: null, oldSecretUntil: null },
    };
    expect(readWebhookDraft(draftOfWebhook(webhook))).toEqual({ input: SETTINGS, errors: [] });
  });

  it("sends no statuses where changes of status are not sent", () => {
    const draft = { ...buildWebhookDraft(), name: "a", url: "http://x", statuses: ["high" as const] };
    expect(readWebhookDraft(draft)).toMatchObject({ input: { statuses: null }, errors: [] });
  });

  it("names the fields and lines that are wrong, also by the server's answer", () => {
    const wrong = { name: "", url: "ftp://x", events: [], gatherMs: "", waitingLimit: "1e9" };
    const { errors } = readWebhookDraft({ ...buildWebhookDraft(), ...wrong });
    for (const name of Object.keys(wrong)) expect(findErrorAt(errors, `/${name}`), name).toBeDefined();
    for (const name of ["layers", "assets", "datastreams", "statuses", "batchItems"])
      expect(findErrorAt(errors, `/${name}`), name).toBeUndefined();
    const lines = { name: "a", url: "http://x", assets: "a\n\n b c\n" };
    expect(
      findErrorAt(readWebhookDraft({ ...buildWebhookDraft(), ...lines }).errors, "/assets/1"),
    ).toBeDefined();
    const refused = new ApiProblem({
      ...{ code: "webhook/address-refused", status: 422, detail: "url leads to 127.0.0.1" },
      details: { pointer: "/url" },
    });
    expect(errorsOfAnswer(refused)).toEqual([{ pointer: "/url", message: "url leads to 127.0.0.1" }]);
  });
});
