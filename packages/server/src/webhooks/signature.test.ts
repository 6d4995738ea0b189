import { describe, expect, it } from "vitest";
import { buildSecret, countSecretBytes, signMessage } from "./signature.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

describe("signMessage", () => {
  it("signs as the reference libraries of Standard Webhooks do", () => {
    // standard-webhooks/standard-webhooks, libraries/go/webhook_test.go, TestWebhookSign.
    expect(
      signMessage("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330_000, '{"test": 2432232314}', [SECRET]),
    ).toEqual({
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  it("signs by each secret, in whole seconds", () => {
    const other = buildSecret();
    const one = (secret: string) => signMessage("a", 5_999, "水", [secret])["webhook-signature"];
    const both = signMessage("a", 5_999, "水", [other, SECRET]);
    expect(both["webhook-signature"]).toBe(`${one(other)} ${one(SECRET)}`);
    expect(both["webhook-timestamp"]).toBe("5");
  });
});

describe("buildSecret", () => {
  it("makes another one each time, of 32 bytes", () => {
    const made = Array.from({ length: 50 }, buildSecret);
    expect(new Set(made).size).toBe(50);
    expect(made.every((secret) => countSecretBytes(secret) === 32)).toBe(true);
  });
});
