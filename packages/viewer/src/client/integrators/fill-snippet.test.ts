import { expect, it } from "vitest";
import { fillSnippet } from "./fill-snippet.ts";

const VALUES = {
  ...{ server: "https://twin.example:8443", mqttPort: 1883, token: "sct_x", integrator: 'it\'s 4/5 "a"' },
  ...{ datastream: "p-1", result: true },
};

it("writes each value as its language does", () => {
  expect(fillSnippet('{"r": "SAMPLE_RESULT"}', "python", VALUES)).toBe('{"r": True}');
  expect(fillSnippet('{"r": "SAMPLE_RESULT"}', "typescript", VALUES)).toBe('{"r": true}');
  expect(fillSnippet("-u 'INTEGRATOR_NAME' -p 'MQTT_PORT'", "shell", VALUES)).toBe(
    `-u 'it'\\''s 4/5 "a"' -p 1883`,
  );
  expect(fillSnippet('"INTEGRATOR_NAME" "INTEGRATOR_TOPIC"', "python", VALUES)).toBe(
    String.raw`"it's 4/5 \"a\"" "it's 4%2F5 \"a\""`,
  );
  expect(fillSnippet("SERVER_HOST SERVER_URL", "shell", VALUES)).toBe(
    "twin.example https://twin.example:8443",
  );
});

it("does not fill in what was filled in", () => {
  expect(fillSnippet('"YOUR_TOKEN"', "typescript", { ...VALUES, token: "DATASTREAM_ID" })).toBe(
    '"DATASTREAM_ID"',
  );
});
