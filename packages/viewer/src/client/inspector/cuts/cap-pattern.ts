import { type ElementTable, listOf } from "@shuicheng/shared/ifc";

/**
 * How the cut through a material is hatched, in the manner of building drawings (GB/T 50001-2017, 9.2.1): masonry and whatever
 * is not known by single lines at 45°, concrete by lines and gravel, metal by pairs of lines, wood by its grain, insulation
 * crosswise, glass by few lines.
 */
export const CAP_PATTERNS = ["plain", "concrete", "metal", "wood", "insulation", "glass"] as const;
/** One of {@link CAP_PATTERNS}. */
export type CapPattern = (typeof CAP_PATTERNS)[number];

/** Paper of cut faces by hatch, `#rrggbb`: told apart at a glance, and paler than what means something. */
export const CAP_PAPERS: Readonly<Record<CapPattern, string>> = {
  plain: "#d2a68a",
  concrete: "#d8c39a",
  metal: "#a3b1bf",
  wood: "#c79a62",
  insulation: "#e6d97f",
  glass: "#a3cdd2",
};

/** Words of names of materials, in the languages that files come in; the first that fits counts: concrete before its steel. */
const WORDS: readonly (readonly [CapPattern, RegExp])[] = [
  [
    "insulation",
    /insul|dämm|daemm|isolier|isolat|wool|wolle|\beps\b|\bxps\b|foam|保温|隔热|岩棉|绝热|утепл/i,
  ],
  ["concrete", /concrete|beton|béton|cement|混凝土|砼|бетон|hormig/i],
  ["plain", /masonry|brick|block|ziegel|kalksand|mauerwerk|砖|砌|кирпич/i],
  ["glass", /glass|glas\b|glaz|玻璃|стекл/i],
  ["wood", /wood|timber|holz|hout|plywood|lumber|\bbois\b|木|дерев/i],
  ["metal", /metal|steel|stahl|staal|acier|alumin|\biron\b|copper|钢|铁|铝|铜|金属|сталь|металл/i],
];

/** The hatch of a material by its name; `plain` where it says nothing. */
export const patternOfName = (name: string): CapPattern =>
  WORDS.find(([, words]) => words.test(name))?.[0] ?? "plain";

const known = new WeakMap<ElementTable, Map<number, CapPattern>>();

/** The hatch of an element: of its material, its type's where it has none; of several that of the thickest, else of the first. */
export function patternOf(table: ElementTable, row: number): CapPattern {
  const patterns = known.get(table) ?? new Map<number, CapPattern>();
  known.set(table, patterns);
  let own = patterns.get(row);
  if (own === undefined) {
    own = patternOfName(mainMaterial(table, row));
    patterns.set(row, own);
  }
  return own;
}

function mainMaterial({ objects, materials, materialsOf }: ElementTable, row: number): string {
  const listed = listOf(materialsOf, row);
  const typeRow = objects.typeRow[row] as number;
  const own = listed.length > 0 || typeRow < 0 ? listed : listOf(materialsOf, typeRow);
  const definition = materials[own[0] ?? -1];
  if (!definition) return "";
  const [first, ...others] = definition.parts;
  if (!first) return definition.name;
  const thickest = others.reduce((a, b) => ((b.thicknessM ?? 0) > (a.thicknessM ?? 0) ? b : a), first);
  return thickest.material || thickest.name || definition.name;
}
