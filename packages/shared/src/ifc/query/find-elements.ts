import { type ElementTable, NO_STOREY } from "../elements/index.ts";
import { compileCondition, type PropertyCondition } from "./property-condition.ts";

/** What to look for; every part that is given must hold. */
export interface ElementQuery {
  /** Class with those below it, e.g. `IfcWall`; case does not matter. */
  readonly class?: string;
  /** GlobalId or name of a storey (see `ElementTable.storeys`). */
  readonly storey?: string;
  readonly properties?: readonly PropertyCondition[];
  /** Part of the name, long name, tag, GlobalId or class. Case does not matter, but for the GlobalId. */
  readonly text?: string;
}

/** Finds elements, by row in ascending order. One pass over the columns; 100,000 elements take a few milliseconds. */
export function findElements(table: ElementTable, query: ElementQuery): Uint32Array {
  const tests = compile(table, query);
  const found = new Uint32Array(table.objects.elementCount);
  let count = 0;
  for (let row = 0; row < found.length; row++) {
    if (tests.every((test) => test(row))) found[count++] = row;
  }
  return found.slice(0, count);
}

type RowTest = (row: number) => boolean;

/** The cheapest tests first. */
function compile(table: ElementTable, query: ElementQuery): RowTest[] {
  const tests: RowTest[] = [];
  if (query.class !== undefined) tests.push(compileClass(table, query.class));
  if (query.storey !== undefined) tests.push(compileStorey(table, query.storey));
  for (const condition of query.properties ?? []) tests.push(compileCondition(table, condition));
  if (query.text !== undefined && query.text.trim() !== "") tests.push(compileText(table, query.text.trim()));
  return tests;
}

/** IFC4x3 renamed the superclass of walls, slabs and so on; a filter means both. */
const RENAMED: Readonly<Record<string, string>> = {
  ifcbuildingelement: "ifcbuiltelement",
  ifcbuiltelement: "ifcbuildingelement",
};

function compileClass({ classes, objects }: ElementTable, name: string): RowTest {
  const wanted = name.trim().toLowerCase();
  const alias = RENAMED[wanted] ?? wanted;
  const isWanted = classes.map(({ lineage }) =>
    lineage.some((ancestor) => [wanted, alias].includes(ancestor.toLowerCase())),
  );
  return (row) => isWanted[objects.classIndex[row] as number] === true;
}

function compileStorey({ storeys, objects }: ElementTable, wanted: string): RowTest {
  const name = wanted.trim().toLowerCase();
  const isWanted = storeys.map(
    (storey) => objects.globalId[storey.row] === wanted.trim() || storey.name.toLowerCase() === name,
  );
  return (row) => {
    const storey = objects.storey[row] as number;
    return storey !== NO_STOREY && isWanted[storey] === true;
  };
}

const UNKNOWN = 0;
const NO = 1;
const YES = 2;

/** Each text is looked at once, however many elements bear it. */
function compileText({ texts, classes, objects }: ElementTable, wanted: string): RowTest {
  const lower = wanted.toLowerCase();
  const verdicts = new Uint8Array(texts.length);
  const isClass = classes.map(({ name }) => name.toLowerCase().includes(lower));
  const has = (text: number): boolean => {
    if (verdicts[text] === UNKNOWN) {
      verdicts[text] = (texts[text] ?? "").toLowerCase().includes(lower) ? YES : NO;
    }
    return verdicts[text] === YES;
  };
  return (row) =>
    has(objects.name[row] as number) ||
    has(objects.tag[row] as number) ||
    has(objects.longName[row] as number) ||
    isClass[objects.classIndex[row] as number] === true ||
    (objects.globalId[row] as string).includes(wanted);
}
