import { THEMES, tokens } from "../../app/tokens.ts";
import type { ThemeName } from "../../client/view-store.ts";
import type { ChartLine } from "./chart-lines.ts";

/** What stands on a chart's picture beside the chart. */
interface PictureWords {
  readonly title: string;
  readonly theme: ThemeName;
  /** Name of the file, without its ending. */
  readonly file: string;
}

const [SCALE, MARGIN_PX, LINE_PX, TEXT_PX] = [2, 24, 22, 13];

/** Saves a chart with its stretch and the names of its lines as PNG, so that it can be read without the page. */
export async function savePicture(
  chart: HTMLCanvasElement,
  lines: readonly ChartLine[],
  words: PictureWords,
): Promise<void> {
  const headPx = MARGIN_PX + LINE_PX * (lines.length + 1);
  const canvas = document.createElement("canvas");
  canvas.width = chart.width + 2 * MARGIN_PX * SCALE;
  canvas.height = chart.height + (headPx + MARGIN_PX) * SCALE;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const { surface, text } = THEMES[words.theme];
  pen.fillStyle = surface.panel;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(SCALE, SCALE);
  pen.textBaseline = "middle";
  const write = (said: string, row: number, colour: string, atPx = MARGIN_PX, weight = 400): void => {
    pen.fillStyle = colour;
    pen.font = `${weight} ${TEXT_PX}px ${tokens.type.family}`;
    pen.fillText(said, atPx, MARGIN_PX + LINE_PX * (row + 0.5));
  };
  write(words.title, 0, text.primary, MARGIN_PX, 600);
  lines.forEach(({ number, colour, name, property, datastream }, i) => {
    const unit = datastream?.unit ? ` (${datastream.unit.symbol})` : "";
    write(String(number), i + 1, colour, MARGIN_PX, 600);
    write(`${property}${unit}  ${name}`, i + 1, text.secondary, MARGIN_PX + 20);
  });
  pen.drawImage(chart, MARGIN_PX, headPx, chart.width / SCALE, chart.height / SCALE);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) return;
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = `${words.file}.png`;
  link.click();
  // The browser has taken what it saves by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
