import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzzRuns } from "../../../../../test/fuzz/fuzz-runs.ts";
import { mutatedText } from "../../../../../test/fuzz/mutate.ts";
import { readBridged } from "./read-bridged.ts";

const SOUND = JSON.stringify({ items: [{ datastream: "p", time: 1_795_358_467_000, result: 28.5 }] });

describe("readBridged", () => {
  it("[MQ10] makes a batch, an observation, a refusal or nothing of any payload under any topic", () => {
    const payload = fc.oneof(
      mutatedText(SOUND),
      fc.json().map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    );
    const topic = fc.oneof(fc.constant("plant/a/pressure"), fc.string({ unit: "binary", maxLength: 20 }));
    fc.assert(
      fc.property(payload, topic, fc.boolean(), (bytes, name, isRetained) => {
        const packet = { topic: name, payload: bytes, packetId: 1, isRetained };
        const read = readBridged(packet, { topicFilter: "plant/+/#" }, () => 5);
        if ("refused" in read) expect(read.refused.code).toMatch(/^ingest\//);
        else if (read.message !== undefined) expect(["batch", "one"]).toContain(Object.keys(read.message)[0]);
      }),
      fuzzRuns("MQTT bridge, messages", 1_000),
    );
  });
});
