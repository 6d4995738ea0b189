import { describe, expect, it } from "vitest";
import { buildRouteAddress, parseRoute, type Route } from "./route-store.ts";

const parse = (address: string) => parseRoute(new URL(address, "http://city"));

describe("parseRoute", () => {
  it.each<[string, Route]>([
    ["/", { page: "city" }],
    ["/#v=1&h=gas", { page: "city" }],
    ["/models", { page: "models", model: null }],
    ["/models/", { page: "models", model: null }],
    ["/models?id=duplex", { page: "models", model: "duplex" }],
    ["/models?id=", { page: "models", model: null }],
    ["/models/duplex", { page: "inspector", model: "duplex", others: [] }],
    ["/models/a%20b/?with=c,,a%20b,d,c#s=1", { page: "inspector", model: "a b", others: ["c", "d"] }],
    ["/models/a/b", { page: "city" }],
    ["/models/%E0%A4%A", { page: "city" }],
    ["/charts", { page: "charts", query: "" }],
    ["/charts/?d=a,b&vs=day", { page: "charts", query: "?d=a,b&vs=day" }],
    ["/integrators/", { page: "integrators" }],
    ["/elsewhere", { page: "city" }],
  ])("%s", (address, route) => {
    expect(parse(address)).toEqual(route);
  });
});

describe("buildRouteAddress", () => {
  it.each<Route>([
    { page: "city" },
    { page: "integrators" },
    { page: "models", model: null },
    { page: "models", model: "a&b=c" },
    { page: "charts", query: "?d=a%26b&last=5" },
    { page: "inspector", model: "a&b?c", others: [] },
    { page: "inspector", model: "a", others: ["b&c", "d"] },
  ])("writes what is read as the same page: %j", (route) => {
    expect(parse(buildRouteAddress(route))).toEqual(route);
  });

  it("brings the view of the City back", () => {
    expect(buildRouteAddress({ page: "city" }, "#v=1")).toBe("/#v=1");
  });
});
