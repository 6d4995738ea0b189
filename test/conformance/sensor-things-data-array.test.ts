import { describe, expect, it } from "vitest";
import { isoAt, type Json, SPEC, START_MS, startSta } from "./sensor-things-city.ts";

const sta = startSta();
const { ask, get, refusal } = sta;

describe(`${SPEC}/data-array/data-array`, () => {
  it("writes observations as columns", async () => {
    const page = await get("/Datastreams('level-2')/Observations?$resultFormat=dataArray&$top=2&$count=true");
    expect(page).toEqual({
      "@iot.count": 3,
      "@iot.nextLink": expect.any(String),
      value: [
        {
          "Datastream@iot.navigationLink": `${sta.rootOf()}/Datastreams('level-2')`,
          components: ["id", "phenomenonTime", "resultTime", "result"],
          "dataArray@iot.count": 2,
          dataArray: [
            [`level-2:${START_MS}`, isoAt(0), null, 1.5],
            [`level-2:${START_MS + 10_000}`, isoAt(1), null, 2.5],
          ],
        },
      ],
    });
    const next = await get(page["@iot.nextLink"]);
    expect(next.value[0].dataArray).toEqual([[`level-2:${START_MS + 20_000}`, isoAt(2), null, 3.5]]);
    const chosen = await get(
      "/Observations?resultFormat=dataArray&$select=result&$filter=Datastream/id ne 'level-1'",
    );
    expect(chosen.value.map((one: Json) => [one.components, one.dataArray])).toEqual([
      [["result"], [[1.5], [2.5], [3.5]]],
      [["result"], [[true]]],
      [["result"], [["shut"]]],
    ]);
  });
});

describe(`${SPEC}/data-array/data-array`, () => {
  it("takes columns, and says of each row what became of it", async () => {
    const response = await ask("/CreateObservations", {
      method: "POST",
      body: [
        {
          Datastream: { "@iot.id": "level-2" },
          components: ["phenomenonTime", "result", "resultQuality", "parameters"],
          "dataArray@iot.count": 4,
          dataArray: [
            [isoAt(100), 5, "good", null],
            [isoAt(101), 6, "good", { by: "hand" }],
            [isoAt(102), "six", "good", null],
            [isoAt(103), 7],
          ],
        },
        { Datastream: { "@iot.id": "no" }, components: ["result"], dataArray: [[1]] },
      ],
    });
    expect(response.status).toBe(201);
    const answers = (await response.json()) as string[];
    expect(answers).toEqual([
      `${sta.rootOf()}/Observations('level-2%3A${START_MS + 1_000_000}')`,
      `${sta.rootOf()}/Observations('level-2%3A${START_MS + 1_010_000}')`,
      expect.stringMatching(/^error: ingest\/wrong-type/),
      expect.stringMatching(/^error: sta\/invalid-entity/),
      expect.stringMatching(/^error: ingest\/unknown-datastream/),
    ]);
    expect(await get(answers[1] as string)).toMatchObject({ result: 6, parameters: { by: "hand" } });
    expect(await refusal("/CreateObservations", { method: "POST", body: [{ dataArray: [] }] })).toMatchObject(
      { status: 400, code: "sta/invalid-entity" },
    );
  });

  it("takes more than a batch at once", async () => {
    const dataArray = Array.from({ length: 12_000 }, (_, i) => [
      new Date(START_MS - 1_000 * (i + 1)).toISOString(),
      i,
    ]);
    const body = [
      { Datastream: { "@iot.id": "odour-2" }, components: ["phenomenonTime", "result"], dataArray },
    ];
    const answers = (await (await ask("/CreateObservations", { method: "POST", body })).json()) as string[];
    expect(answers.filter((one) => one.startsWith("error"))).toEqual([]);
    const filter = `phenomenonTime lt ${isoAt(0)}`;
    const newest = await get(
      `/Datastreams('odour-2')/Observations?$filter=${filter}&$orderby=phenomenonTime desc&$top=10000&$select=result`,
    );
    expect(newest.value.map((one: Json) => one.result)).toEqual(Array.from({ length: 10_000 }, (_, i) => i));
    expect((await get(newest["@iot.nextLink"])).value).toHaveLength(2_000);
  });
});
