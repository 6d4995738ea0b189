import { describe, expect, it } from "vitest";
import { isReceiverAllowed, literalAddressOf } from "./receiver-address.ts";

describe("isReceiverAllowed", () => {
  it.each(["10.0.7.2", "192.168.1.5", "172.16.0.1", "8.8.8.8", "2001:db8::5", "fd00::1"])(
    "allows %s",
    (address) => {
      expect(isReceiverAllowed(address, false)).toBe(true);
    },
  );

  it.each(["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])("keeps %s for administrators", (address) => {
    expect(isReceiverAllowed(address, false)).toBe(false);
    expect(isReceiverAllowed(address, true)).toBe(true);
  });

  it.each([
    ...["169.254.169.254", "0.0.0.0", "224.0.0.1", "255.255.255.255"],
    ...["::", "fe80::1", "fe80::1%eth0", "ff02::1", "::ffff:169.254.169.254", "::ffff:a9fe:a9fe"],
  ])("allows %s to nobody", (address) => {
    expect(isReceiverAllowed(address, true)).toBe(false);
  });
});

describe("literalAddressOf", () => {
  it.each([
    ["http://127.1/x", "127.0.0.1"],
    ["http://2130706433/", "127.0.0.1"],
    ["http://[::1]:8080/", "::1"],
    ["http://localhost/", undefined],
  ])("%s names %s", (url, address) => {
    expect(literalAddressOf(new URL(url))).toBe(address);
  });
});
