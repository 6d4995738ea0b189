import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { waitForStillness } from "./city-story.ts";

/** What axe finds serious or critical on a page as it is, by night and by day: rule and elements. Leaves the theme as it was. */
export async function findAxeFindings(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ["night", "day"]) {
    await waitForStillness(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, impact, nodes } of violations) {
      if (impact === "serious" || impact === "critical")
        found.push(`${theme} ${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    }
    await page.getByTestId("theme").click();
  }
  return found;
}
