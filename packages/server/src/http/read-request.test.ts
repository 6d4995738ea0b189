import type { Request } from "express";
import fc from "fast-check";
import Type from "typebox";
import { describe, expect, it } from "vitest";
import { RequestFault } from "./error-handler.ts";
import { readCredentials } from "./principal.ts";
import { buildCursor, createBodyReader, readInteger, readPage, readText, readTime } from "./read-request.ts";

/** All that the readers look at. */
const request = (query: Record<string, unknown>, body?: unknown) => ({ query, body }) as unknown as Request;
const refused = (pointer: string) =>
  expect.objectContaining({ code: "request/invalid", errors: [{ pointer, message: expect.any(String) }] });

describe("readPage", () => {
  it("goes on from the place a cursor was built for", () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(), fc.maxSafeInteger()), (position) => {
        expect(readPage(request({ cursor: buildCursor(position) }), 100, 1_000)).toEqual({
          limit: 100,
          after: position,
        });
      }),
    );
  });

  it("refuses any other text as a cursor or takes it as a place, and fails in no other way", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (cursor) => {
        try {
          expect(Number.isFinite(readPage(request({ cursor }), 1, 1).after)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(RequestFault);
        }
      }),
    );
  });
});

describe("readInteger", () => {
  it("takes whole numbers within its bounds only", () => {
    expect(readInteger(request({ n: "10" }), "n", 1, 10)).toBe(10);
    expect(readInteger(request({}), "n", 1, 10)).toBeUndefined();
    for (const n of ["0", "11", "1.5", "x", "Infinity", "NaN"])
      expect(() => readInteger(request({ n }), "n", 1, 10)).toThrow(refused("?n"));
  });
});

describe("readText", () => {
  it("takes one text, and refuses repeated and nested ones", () => {
    expect(readText(request({ q: "a" }), "q")).toBe("a");
    expect(readText(request({ q: "" }), "q")).toBeUndefined();
    for (const q of [["a", "b"], { $ne: "" }])
      expect(() => readText(request({ q }), "q")).toThrow(refused("?q"));
  });

  it("refuses control characters wherever they stand, and takes every other text", () => {
    for (const q of ["\0", "a\u0001", "\u007f", "a\nb", "\u0085"])
      expect(() => readText(request({ q }), "q")).toThrow(refused("?q"));
    expect(readText(request({ q: "柳园南路 12号 é" }), "q")).toBe("柳园南路 12号 é");
  });
});

describe("readTime", () => {
  it.each([
    ["1795358467000", 1_795_358_467_000],
    ["-1", -1],
    ["1970-01-01T08:00:00+08:00", 0],
    // A plus sign that nobody escaped arrives as a space.
    ["1970-01-01T08:00:00 08:00", 0],
  ])("reads %s", (text, expected) => {
    expect(readTime(request({ from: text }), "from")).toBe(expected);
  });

  it.each(["soon", "1970-01-01T00:00:00", "1970-13-01T00:00:00Z", "9e99", "0x10"])("refuses %s", (text) => {
    expect(() => readTime(request({ from: text }), "from")).toThrow(refused("?from"));
  });
});

describe("createBodyReader", () => {
  const read = createBodyReader(Type.Object({ a: Type.Object({ b: Type.Integer() }) }));

  it("gives a body that fits, and names the place where one does not", async () => {
    expect(await read(request({}, { a: { b: 1 } }))).toEqual({ a: { b: 1 } });
    await expect(read(request({}, { a: { b: "1" } }))).rejects.toThrow(refused("/a/b"));
    await expect(read(request({}, undefined))).rejects.toThrow(/application\/json/);
  });
});

describe("readCredentials", () => {
  it.each([
    [{ authorization: "Bearer sct_x" }, { token: "sct_x" }],
    [{ authorization: "bearer   sct_x" }, { token: "sct_x" }],
    [{ authorization: "Basic sct_x" }, {}],
    [{ cookie: "shuicheng_session=abc" }, { sessionId: "abc" }],
    [{ cookie: "a=b; shuicheng_session=abc-_9; c=d" }, { sessionId: "abc-_9" }],
    [{ cookie: "not_shuicheng_session=abc" }, {}],
    [{}, {}],
  ])("reads %j", (headers, expected) => {
    expect(readCredentials(headers)).toEqual({ token: undefined, sessionId: undefined, ...expected });
  });
});
