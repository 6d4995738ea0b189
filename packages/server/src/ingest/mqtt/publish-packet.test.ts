import { describe, expect, it } from "vitest";
import { createPacketSplitter } from "./packet-splitter.ts";
import { buildPublishes, readPublish } from "./publish-packet.ts";

describe("buildPublishes", () => {
  it("gives back what was put in, whatever its length", () => {
    const topic = "v1.1/Datastreams('东关街')/Observations";
    const fixed = 2 + Buffer.byteLength(topic);
    // Where a length takes another byte: MQTT 3.1.1, table 2.4.
    const sizes = [127, 128, 16_383, 16_384, 2_097_151, 2_097_152].map((length) => length - fixed);
    const payloads = ["", "东", ...sizes.map((size) => "x".repeat(size))];
    const splitter = createPacketSplitter(() => 4 * 1024 * 1024);
    splitter.push(buildPublishes(topic, payloads));
    for (const payload of payloads) {
      const packet = splitter.next();
      const read = packet && readPublish(packet, 4);
      expect(read).toMatchObject({ topic, packetId: 0, isRetained: false });
      expect(read?.payload.toString("utf8") === payload).toBe(true);
    }
    expect(splitter.next()).toBeUndefined();
  });
});
