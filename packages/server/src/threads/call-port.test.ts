import { MessageChannel } from "node:worker_threads";
import { Fault } from "@shuicheng/shared/faults";
import { afterEach, describe, expect, it } from "vitest";
import { type Caller, callPort } from "./call-port.ts";
import { serveCalls } from "./serve-calls.ts";

const order: string[] = [];
const methods = {
  async slow(name: string): Promise<string> {
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push(name);
    return name;
  },
  quick(name: string): string {
    order.push(name);
    return name;
  },
  column: (count: number) => new Uint32Array(count).fill(7),
  refuse(): never {
    throw new Fault("registry/conflict", "taken", { id: "x" });
  },
  break(): never {
    throw new TypeError("a bug");
  },
};

let close: () => void = () => undefined;
afterEach(() => close());

function connect(): Caller<typeof methods> {
  const { port1, port2 } = new MessageChannel();
  serveCalls(port1, methods);
  close = () => port1.close();
  return callPort<typeof methods>(port2);
}

describe("callPort", () => {
  it("answers calls in the order in which they came", async () => {
    const { call } = connect();
    expect(await Promise.all([call("slow", "a"), call("quick", "b")])).toEqual(["a", "b"]);
    expect(order).toEqual(["a", "b"]);
    expect(await call("column", 3)).toEqual(Uint32Array.of(7, 7, 7));
  });

  it("brings faults over with code and details, and what nobody foresaw as an error", async () => {
    const { call } = connect();
    await expect(call("refuse")).rejects.toMatchObject({ code: "registry/conflict", details: { id: "x" } });
    await expect(call("break")).rejects.toThrow("a bug");
    expect(await call("quick", "still there")).toBe("still there");
  });

  it("fails what is under way and what comes once nobody answers", async () => {
    const { call, end } = connect();
    const waiting = call("slow", "c");
    end(new Error("gone"));
    await expect(waiting).rejects.toThrow("gone");
    await expect(call("quick", "d")).rejects.toThrow("gone");
  });
});
