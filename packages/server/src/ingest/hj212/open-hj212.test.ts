import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import type { Hj212Input } from "@shuicheng/shared/contracts";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fuzzRuns } from "../../../../../test/fuzz/fuzz-runs.ts";
import { SHANGHAI_MS, SourceStage } from "../sources/source-stage.suite.ts";
import { frame, segment } from "./frames.suite.ts";
import { openHj212 } from "./open-hj212.ts";

const DATASTREAMS = [
  "MN1.a34004.realtime.Rtd",
  "MN1.a34004.hour.Avg",
  "MN1.a34004.day.Avg",
  "MN1.w.realtime.Rtd",
];
const START_MS = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;

let stage: SourceStage;
let port: number;
const senders: Socket[] = [];

beforeEach(async () => {
  stage = new SourceStage(
    [
      ...DATASTREAMS.map((id) => ({ id, observedProperty: "pm2.5" })),
      { id: "pump", observedProperty: "state", resultType: "boolean" as const },
    ],
    (input: Hj212Input, duty) => openHj212(input, duty, "127.0.0.1"),
  );
  port = await freePort();
});

afterEach(async () => {
  for (const sender of senders.splice(0)) sender.destroy();
  await stage.close();
  expect(stage.errors).toEqual([]);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: free } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return free;
}

const input = (changes: Partial<Hj212Input> = {}): Hj212Input => ({
  kind: "hj212",
  name: "stations",
  token: stage.token,
  enabled: true,
  port,
  stations: [
    { mn: "MN1", password: "123456" },
    { mn: "MN2", password: "654321" },
  ],
  rules: [
    { code: "SB1", datastream: "pump" },
    { suffix: "Cou", mn: "MN1", datastream: "none" },
    { mn: "MN1", datastream: "{mn}.{code}.{period}.{suffix}" },
  ],
  ...changes,
});

/** A station: what it sends, and the answers that it got. */
async function connectStation() {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  senders.push(socket);
  await once(socket, "connect");
  let received = "";
  socket.on("data", (bytes) => {
    received += bytes.toString("latin1");
  });
  return {
    socket,
    send: (...texts: string[]) => socket.write(texts.join(""), "latin1"),
    answers: () => received.split("\r\n").slice(0, -1),
  };
}

/** Local time of a moment, `YYYYMMDDhhmmss`. */
const local = (ms: number) => new Date(ms + SHANGHAI_MS).toISOString().replace(/\D/g, "").slice(0, 14);
const realtime = (second: number, value: number, mark = "N") =>
  segment(`DataTime=${local(START_MS + second * 1000)};a34004-Rtd=${value},a34004-Flag=${mark}`, {
    qn: String(second).padStart(17, "0"),
  });
const [RTD] = DATASTREAMS as [string];

describe("openHj212", () => {
  it("[SO3][SO4] takes what stations deliver and answers it", async () => {
    const id = await stage.open(input());
    const station = await connectStation();
    const time = `DataTime=${local(START_MS)}`;
    station.send(
      frame(realtime(1, 35.5)),
      frame(realtime(2, 36, "D")),
      frame(segment(`${time};a34004-Avg=30,a34004-Flag=N;a34004-Max=1`, { cn: "2061" })),
      frame(segment(`${time};a34004-Avg=31,a34004-Flag=T`, { cn: "2031", flag: "4" })),
      frame(segment(`${time};SB1-RS=1`, { cn: "2021" })),
      frame(segment("DataTime=20261123000000;RestartTime=20261122000000", { cn: "2081" })),
    );
    await stage.waitFor(() => expect(station.answers()).toHaveLength(5));
    expect(station.answers()[0]).toMatch(
      /^##0066QN=00000000000000001;ST=91;CN=9014;PW=123456;MN=MN1;Flag=4;CP=&&&&[0-9A-F]{4}$/,
    );
    expect(await stage.storedOf(RTD)).toEqual([
      [START_MS + 1000, 35.5, 0],
      [START_MS + 2000, 36, 2],
    ]);
    expect(await stage.storedOf("MN1.a34004.hour.Avg")).toEqual([[START_MS, 30, 0]]);
    expect(await stage.storedOf("MN1.a34004.day.Avg")).toEqual([[START_MS, 31, 1]]);
    expect(await stage.storedOf("pump")).toEqual([[START_MS, 1, 0]]);
    expect(stage.status(id)).toMatchObject({
      ...{ state: "running", accepted: 5, duplicates: 0, rejected: 1 },
      lastError: { code: "ingest/unknown-datastream" },
      figures: { frames: 6, answers: 5, connections: 1, withoutFigures: 1 },
    });
  });

  it("[SO3] answers only once the observations are on disk", async () => {
    await stage.open(input());
    const station = await connectStation();
    const release = await stage.blockDisk();
    station.send(frame(realtime(1, 1)));
    await stage.waitFor(() => expect(stage.asked).toBe(1));
    // Where an answer were sent before, it would be here: the line is the same as of the one that is sent now.
    const other = await connectStation();
    other.send(frame(segment("", { cn: "1013" })));
    await stage.waitFor(() => expect(other.answers()).toHaveLength(1));
    expect(station.answers()).toEqual([]);
    release();
    await stage.waitFor(() => expect(station.answers()).toHaveLength(1));
    expect(await stage.storedOf(RTD)).toEqual([[START_MS + 1000, 1, 0]]);
  });

  it("[SO2] loses nothing while the server is busy", async () => {
    const id = await stage.open(input());
    const station = await connectStation();
    stage.busyMs = 20;
    for (let second = 0; second < 2_000; second++) station.send(frame(realtime(second, second)));
    await stage.waitFor(() => expect(stage.status(id).lastError).toMatchObject({ code: "ingest/busy" }));
    expect(station.answers()).toEqual([]);
    stage.busyMs = undefined;
    await stage.waitFor(() => expect(station.answers()).toHaveLength(2_000));
    expect(await stage.storedOf(RTD)).toHaveLength(2_000);
    expect(stage.status(id).accepted).toBe(2_000);
  });

  it("[SO3] takes what is sent again as duplicates and answers it again", async () => {
    const id = await stage.open(input());
    const station = await connectStation();
    station.send(frame(realtime(1, 1)), frame(realtime(1, 1)));
    await stage.waitFor(() => expect(station.answers()).toHaveLength(2));
    expect(stage.status(id)).toMatchObject({ accepted: 1, duplicates: 1 });
  });

  it("[SO3] takes nothing of a strange station or under a wrong password", async () => {
    const id = await stage.open(input());
    const station = await connectStation();
    station.send(
      frame(realtime(1, 1).replace("PW=123456", "PW=000000")),
      frame(realtime(1, 1).replace("MN=MN1", "MN=MN3")),
      frame(realtime(1, 1).replace("MN=MN1", "MN=MN2")),
      frame(realtime(2, 2)),
    );
    await stage.waitFor(() => expect(station.answers()).toHaveLength(1));
    expect(station.answers()[0]).toContain("QN=00000000000000002;");
    expect(stage.status(id)).toMatchObject({
      accepted: 1,
      lastError: { message: "station MN2 has a wrong password" },
      figures: { wrongPassword: 2, unknownStation: 1 },
    });
  });

  it("[SO4] gives packages the time of the first", async () => {
    await stage.open(input());
    const station = await connectStation();
    const packaged = (number: number, cp: string) =>
      frame(segment(cp, { flag: `7;PNUM=2;PNO=${number}`, qn: "20261123000000001" }));
    station.send(packaged(1, `DataTime=${local(START_MS)};a34004-Rtd=5`), packaged(2, "w-Rtd=6"));
    await stage.waitFor(() => expect(station.answers()).toHaveLength(2));
    expect(await stage.storedOf(RTD)).toEqual([[START_MS, 5, 0]]);
    expect(await stage.storedOf("MN1.w.realtime.Rtd")).toEqual([[START_MS, 6, 0]]);
  });

  it("[SO5] drops and counts what is broken, and the connection lives", async () => {
    const id = await stage.open(input());
    const station = await connectStation();
    const whole = frame(realtime(1, 1));
    station.send(whole.slice(0, 50), whole.replace("Rtd=1", "Rtd=2"), `##9999${"x".repeat(10_100)}\r\n`);
    station.send(frame("no segment"), frame(segment("a34004-Rtd=1")), whole);
    await stage.waitFor(() => expect(station.answers()).toHaveLength(2));
    expect(await stage.storedOf(RTD)).toEqual([[START_MS + 1000, 1, 0]]);
    expect(stage.status(id).figures).toMatchObject({
      "bad.length": 1 + 1,
      "bad.crc": 1,
      ...{ unreadable: 1, withoutTime: 1 },
    });
  });

  it("[SO5] survives anything that a line may bring", async () => {
    const id = await stage.open(input());
    const good = frame(realtime(1, 1));
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.tuple(fc.nat(), fc.nat(255)).map(([at, byte]) => {
        const mutated = Buffer.from(good, "latin1");
        mutated[at % mutated.length] = byte;
        return mutated;
      }),
      // Right frames with anything inside.
      fc.string({ unit: fc.constantFrom(..."CP=&;,-QNMST0129 x\u00e9"), maxLength: 80 }).map((text) => {
        return Buffer.from(frame(segment(`DataTime=${local(START_MS)};${text}`)), "latin1");
      }),
    );
    let second = 10;
    const station = await connectStation();
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        for (const bytes of pieces) station.socket.write(bytes);
        const qn = String(++second).padStart(17, "0");
        station.send("\r\n", frame(realtime(second, second)));
        await stage.waitFor(() =>
          expect(station.answers().some((answer) => answer.includes(`QN=${qn};`))).toBe(true),
        );
      }),
      fuzzRuns("HJ 212, connections", 100),
    );
    expect((await stage.storedOf(RTD)).filter(([time]) => time > START_MS + 10_000)).toHaveLength(
      second - 10,
    );
    expect(stage.status(id).state).toBe("running");
  });

  it("[SO1] takes a port again when it is changed, and says when it cannot", async () => {
    const id = await stage.open(input());
    const station = await connectStation();
    const hidden = stage.desk.find(id) as unknown as Hj212Input;
    expect(hidden.stations).toEqual([
      { mn: "MN1", password: null },
      { mn: "MN2", password: null },
    ]);
    stage.desk.replace(id, input({ stations: hidden.stations }));
    await once(station.socket, "close");
    await stage.waitFor(() => expect(stage.status(id).state).toBe("running"));
    const again = await connectStation();
    again.send(frame(realtime(1, 1)));
    await stage.waitFor(() => expect(again.answers()).toHaveLength(1));

    const second = stage.desk.add(input({ name: "the same port" })).id;
    await stage.waitFor(() =>
      expect(stage.status(second)).toMatchObject({
        state: "failed",
        lastError: { code: "config/port-in-use" },
      }),
    );
    stage.desk.remove(id);
    await stage.waitFor(() => expect(stage.status(second).state).toBe("running"));
    expect(() => stage.desk.add(input({ token: 77 }))).toThrow(/no token 77/);
    expect(() => stage.desk.remove(id)).toThrow(expect.objectContaining({ code: "request/not-found" }));
  });
});
