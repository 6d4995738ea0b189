import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ADMIN_PASSWORD, makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type OpenPage, openPage } from "./chromium-page.ts";
import { WAIT } from "./city-story.ts";

let dataFolder: string;
let server: ServerProcess;
let open: OpenPage;

beforeAll(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  open = await openPage(`${server.url}/?msaa=1`, { width: 1000, height: 640, locale: "en-US" });
});

afterAll(async () => {
  await open?.close();
  await server?.kill9();
  removeDataFolder(dataFolder);
});

it("takes a newcomer from signing in to a city, and keeps the token until it is put away", {
  timeout: 300_000,
}, async () => {
  const { page } = open;
  const form = page.getByTestId("sign-in");
  await form.waitFor(WAIT);
  await form.locator("input").nth(0).fill("admin");
  await form.locator("input[type=password]").fill(ADMIN_PASSWORD);
  await form.locator("button[type=submit]").click();
  const empty = page.getByTestId("empty-city");
  await empty.waitFor(WAIT);
  await empty.locator("form input").fill("walk-through");
  await empty.locator("form button[type=submit]").click();
  const token = (await page.getByTestId("new-token").locator("code").textContent(WAIT)) ?? "";
  expect(token).toMatch(/^sct_/);
  const response = await fetch(`${server.url}/api/v1/networks/import?name=small.inp&place=115.98,36.45`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "text/plain" },
    body: readFileSync(join(import.meta.dirname, "small-network.inp")),
  });
  expect(response.status).toBe(202);
  const kept = page.getByTestId("first-token");
  await kept.waitFor(WAIT);
  expect(await kept.textContent()).toContain(token);
  await expect.poll(() => page.getByTestId("data-age").textContent(), WAIT).toBe("no data yet");
  await kept.getByRole("button", { name: "I have it, put it away" }).click();
  await kept.waitFor({ state: "detached", timeout: WAIT.timeout });
});
