import i18next from "i18next";
import { type ClashElementWords, listedNow } from "../../../client/inspector/cuts/clash-list.ts";
import { useSectionStore } from "../../../client/inspector/cuts/section-store.ts";
import { type CsvCell, writeCsv } from "../../../client/inspector/find/table-csv.ts";
import { saveFile } from "../save-file.ts";

/** Saves the list of clashes as it is shown; places in the coordinates of the first model's file. */
export function saveClashes(): void {
  const word = (key: "a" | "b" | "model" | "storey" | "class" | "name" | "depth" | "volume" | "distance") =>
    i18next.t(`inspector:cuts.clash.csv.${key}`);
  const note = (key: "verdict" | "comment" | "openShell" | "file") =>
    i18next.t(`inspector:cuts.clash.csv.${key}`);
  const side = (key: "a" | "b") =>
    ["GlobalId", word("class"), word("name"), word("storey"), word("model")].map(
      (what) => `${word(key)} ${what}`,
    );
  const head = [
    ...side("a"),
    ...side("b"),
    ...[word("depth"), word("volume"), word("distance"), "X (m)", "Y (m)", "Z (m)"],
    ...[note("openShell"), note("verdict"), note("comment")],
  ];
  const { originM } = useSectionStore.getState();
  const rows = listedNow()
    .flatMap(({ clashes }) => clashes)
    .map(({ clash, a, b, verdict }): CsvCell[] => [
      ...cellsOf(a),
      ...cellsOf(b),
      clash.depthM > 0 ? rounded(1000 * clash.depthM, 1) : undefined,
      clash.volumeM3 === undefined ? undefined : rounded(clash.volumeM3, 4),
      clash.depthM > 0 ? undefined : rounded(1000 * clash.distanceM, 1),
      ...clash.pointM.map((value, k) => rounded(value + (originM[k] as number), 3)),
      clash.isOpen ? "*" : "",
      verdict ? i18next.t(`inspector:cuts.clash.verdict.${verdict.is}`) : "",
      verdict?.comment ?? "",
    ]);
  saveFile(`${note("file")}.csv`, "text/csv;charset=utf-8", writeCsv(head, rows));
}

const cellsOf = ({ globalId, className, name, storey, model }: ClashElementWords): CsvCell[] => [
  globalId,
  className,
  name,
  storey,
  model,
];
const rounded = (value: number, decimals: number) => Number(value.toFixed(decimals));
