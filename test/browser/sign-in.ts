import type { Page } from "playwright-core";
import { ADMIN_PASSWORD } from "../server-process.ts";
import { WAIT } from "./city-story.ts";

/** Signs in as administrator, on any page that asks who is there. */
export async function signIn(page: Page): Promise<void> {
  const form = page.getByTestId("sign-in");
  await form.waitFor(WAIT);
  await form.locator("input").nth(0).fill("admin");
  await form.locator("input[type=password]").fill(ADMIN_PASSWORD);
  await form.locator("button[type=submit]").click();
}
