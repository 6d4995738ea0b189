import { type Browser, chromium, type Page } from "playwright-core";

/** Debian's Chromium, drawing in software: no GPU is needed, a frame of the city costs 0.1–0.8 s. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-dev-shm-usage",
];

/** An open browser with one page, and what went wrong on it. */
export interface OpenPage {
  readonly page: Page;
  /** Uncaught errors and failed requests to anything but our server, as they came. */
  readonly troubles: readonly string[];
  close(): Promise<void>;
}

/** How a page is opened. */
export interface PageOptions {
  readonly width: number;
  readonly height: number;
  readonly locale: string;
  /** Flags instead of {@link CHROMIUM_FLAGS}. */
  readonly flags?: readonly string[];
  /** What to do with the page before it goes anywhere. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Opens a page of our server in a fresh browser, which may use the clipboard. */
export async function openPage(url: string, options: PageOptions): Promise<OpenPage> {
  const browser: Browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [...(options.flags ?? CHROMIUM_FLAGS)],
  });
  const context = await browser.newContext({
    viewport: { width: options.width, height: options.height },
    locale: options.locale,
    timezoneId: "Asia/Shanghai",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    const isOurs =
      origin === new URL(url).origin ||
      protocol === "blob:" ||
      protocol === "data:" ||
      protocol.startsWith("ws");
    if (!isOurs) troubles.push(`asked another host: ${request.url()}`);
  });
  await options.prepare?.(page);
  await page.goto(url);
  return { page, troubles, close: () => browser.close() };
}

/** RGB of a square of a picture, row by row. */
export interface PixelSquare {
  readonly pixels: readonly (readonly [red: number, green: number, blue: number])[];
}

/**
 * Photographs the page and reads the pixels within `radiusPx` of a point. The browser itself decodes the picture.
 */
export async function readPixels(
  page: Page,
  centre: { xPx: number; yPx: number },
  radiusPx: number,
): Promise<PixelSquare> {
  const clip = {
    x: Math.round(centre.xPx) - radiusPx,
    y: Math.round(centre.yPx) - radiusPx,
    width: radiusPx * 2 + 1,
    height: radiusPx * 2 + 1,
  };
  const png = (await page.screenshot({ clip, timeout: 60_000 })).toString("base64");
  const flat = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    if (!context) throw new TypeError("no 2D canvas");
    context.drawImage(image, 0, 0);
    return [...context.getImageData(0, 0, image.width, image.height).data];
  }, png);
  const pixels: [number, number, number][] = [];
  for (let i = 0; i < flat.length; i += 4) pixels.push([flat[i]!, flat[i + 1]!, flat[i + 2]!]);
  return { pixels };
}

/** How many pixels are of the yellow that means "medium" (#E8C547, shaded or not): red and green alike, little blue. */
export function countYellow({ pixels }: PixelSquare): number {
  return pixels.filter(
    ([red, green, blue]) => red > 90 && green > red * 0.75 && green < red * 1.05 && green > blue * 1.9,
  ).length;
}

/** How many pixels are of the orange family that means "high" (#F0883A, shaded or not): clearly more red than blue. */
export function countOrange({ pixels }: PixelSquare): number {
  return pixels.filter(([red, green, blue]) => red > 90 && red > green * 1.25 && red > blue * 1.8).length;
}
