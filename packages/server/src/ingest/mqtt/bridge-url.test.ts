import { describe, expect, it } from "vitest";
import { datastreamOfTopic, isBridgeUrl, parseBridgeUrl } from "./bridge-url.ts";

describe("parseBridgeUrl", () => {
  it("reads who, where, what and how", () => {
    expect(parseBridgeUrl("mqtts://ci%40ty:s%2Fecret@[::1]/plant/+/#?version=5&client-id=twin-1")).toEqual({
      host: "::1",
      port: 8883,
      isTls: true,
      username: "ci@ty",
      password: "s/ecret",
      topicFilter: "plant/+/#",
      version: 5,
      clientId: "twin-1",
    });
    expect(parseBridgeUrl("mqtt://broker:2883/#")).toMatchObject({
      ...{ host: "broker", port: 2883, isTls: false, username: undefined, password: undefined },
      ...{ topicFilter: "#", version: 4, clientId: undefined },
    });
  });

  it.each([
    "broker",
    "http://broker/#",
    "mqtt:///#",
    "mqtt://broker",
    "mqtt://broker/a#",
    "mqtt://broker/#/a",
    "mqtt://broker/a+/b",
    "mqtt://broker/#?version=3",
    "mqtt://broker/#?qos=2",
    "mqtt://broker/#?client-id=a%20b",
    "mqtt://broker/%ff",
  ])("refuses %s without repeating it", (url) => {
    expect(isBridgeUrl(url)).toBe(false);
    const secret = url.replace("//", "//me:hidden@");
    expect(() => parseBridgeUrl(secret)).toThrow(
      expect.objectContaining({
        code: "config/invalid-value",
        message: expect.not.stringContaining("hidden"),
      }),
    );
  });
});

describe("datastreamOfTopic", () => {
  it.each([
    ["plant/+/flow", "plant/pump-7/flow", "pump-7"],
    ["plant/#", "plant/a/b", "a.b"],
    ["+/x/#", "a/x/b/c", "a.b.c"],
    ["$share/twin/plant/+", "plant/p", "p"],
    ["plant/p", "plant/p", "p"],
  ])("names, by %s, %s as %s", (filter, topic, datastream) => {
    expect(datastreamOfTopic(filter, topic)).toBe(datastream);
  });
});
