import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { receiveModel } from "./receive-model.ts";
import { buildWallModel, buildZip, rowOfWalls, type ZipMember } from "./wall-model.suite.ts";

const MODEL = Buffer.from(buildWallModel(rowOfWalls(3)));
const LIMIT = 64 * 1024 * 1024;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shuicheng-receive-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const receive = (bytes: Uint8Array, maxBytes = LIMIT) =>
  receiveModel(Readable.from([bytes]), folder, maxBytes);
const code = (is: string) => ({ code: is });
const ifc = (changes: Partial<ZipMember> = {}): ZipMember => ({
  name: "walls.ifc",
  bytes: MODEL,
  ...changes,
});

describe("receiveModel", () => {
  it("takes an IFC file as it is, with its hash", async () => {
    const received = await receive(MODEL);
    expect(received).toMatchObject({ bytes: MODEL.length, packedName: undefined });
    expect(received.sha256).toBe(createHash("sha256").update(MODEL).digest("hex"));
    expect(readFileSync(received.file)).toEqual(MODEL);
    expect(readdirSync(folder)).toEqual(["source.ifc"]);
  });

  it.each([
    ["deflated", ifc()],
    ["stored", ifc({ isStored: true })],
    ["under a path that climbs out", ifc({ name: "../../etc/walls.ifc" })],
    ["under a Windows path", ifc({ name: "C:\\models\\walls.ifc" })],
  ])("unpacks an archive %s into its own folder, to the same hash", async (_how, member) => {
    const readme = { name: "readme.txt", bytes: Buffer.from("hello") };
    const hidden = { name: "__MACOSX/._walls.ifc", bytes: Buffer.from("x") };
    const received = await receive(buildZip([readme, member, hidden]));
    expect(received).toMatchObject({ packedName: "walls.ifc", bytes: MODEL.length });
    expect(received.sha256).toBe(createHash("sha256").update(MODEL).digest("hex"));
    expect(readdirSync(folder)).toEqual(["source.ifc"]);
  });

  it.each([
    ["nothing", Buffer.alloc(0), "request/incomplete-body"],
    ["a text", Buffer.from("hello"), "model/not-ifc"],
    ["ifcXML", Buffer.from('<?xml version="1.0"?><ifcXML/>'), "model/not-ifc"],
    ["an archive of nothing", buildZip([]), "model/not-ifc"],
    ["an archive without IFC", buildZip([{ name: "a.txt", bytes: MODEL }]), "model/not-ifc"],
    [
      "an archive of something else called IFC",
      buildZip([ifc({ bytes: Buffer.from("no") })]),
      "model/not-ifc",
    ],
    ["two models", buildZip([ifc(), ifc({ name: "b.ifc" })]), "model/broken-archive"],
    ["an archive cut short", buildZip([ifc()]).subarray(0, 400), "model/broken-archive"],
    ["an encrypted one", buildZip([ifc({ said: { flags: 1 } })]), "model/broken-archive"],
    ["an unknown method", buildZip([ifc({ said: { method: 93 } })]), "model/broken-archive"],
    ["a wrong checksum", buildZip([ifc({ said: { crc32: 1 } })]), "model/broken-archive"],
    ["more than the list says", buildZip([ifc({ said: { bytes: 10 } })]), "model/broken-archive"],
    [
      "less than the list says",
      buildZip([ifc({ said: { bytes: MODEL.length + 1 } })]),
      "model/broken-archive",
    ],
  ])("refuses %s", async (_what, bytes, expected) => {
    await expect(receive(bytes)).rejects.toMatchObject(code(expected));
  });

  it("refuses what is larger than the limit, packed or not, and a bomb while it grows", async () => {
    await expect(receive(MODEL, 1_000)).rejects.toMatchObject(code("request/too-large"));
    const zip = buildZip([ifc()]);
    await expect(receive(zip, zip.length)).rejects.toMatchObject(code("model/archive-too-large"));
    // 1,000 times its packed size, which is what deflate can do; the list lies about it.
    const bomb = buildZip([
      ifc({ bytes: Buffer.alloc(40 * 1024 * 1024, " "), said: { bytes: 63 * 1024 * 1024 } }),
    ]);
    await expect(receive(bomb)).rejects.toMatchObject(code("model/archive-too-large"));
    const many = Array.from({ length: 1_001 }, (_, n) => ({ name: `${n}.txt`, bytes: Buffer.alloc(1) }));
    await expect(receive(buildZip([ifc(), ...many]))).rejects.toMatchObject(code("model/archive-too-large"));
  });

  it("refuses an upload that breaks off", async () => {
    const broken = new Readable({
      read() {
        this.destroy(new Error("gone"));
      },
    });
    await expect(receiveModel(broken, folder)).rejects.toMatchObject(code("request/incomplete-body"));
  });

  it("answers damaged archives with a code, wherever the damage is", async () => {
    const zip = buildZip([ifc(), { name: "b.txt", bytes: Buffer.from("text") }]);
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(zip);
        damaged[at] = (damaged[at] as number) ^ change;
        const outcome = await receive(damaged).then(
          () => "taken",
          (error: { code?: string }) => error.code ?? String(error),
        );
        codes.add(outcome);
      }),
      { numRuns: 300 },
    );
    const known = ["taken", "model/not-ifc", "model/broken-archive", "model/archive-too-large"];
    expect([...codes].filter((one) => !known.includes(one))).toEqual([]);
  });
});
