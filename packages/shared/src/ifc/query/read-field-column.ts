import { type ElementTable, type ListColumn, listOf, NO_STOREY } from "../elements/index.ts";
import { type ElementAttribute, type ElementField, fieldKey } from "./element-field.ts";
import type { FieldColumn } from "./field-column.ts";
import { readPropertyColumn } from "./property-column.ts";

/** Reads the values of a field. O(objects + their sets); an element without a value of its own has its type's. */
function readFieldColumn(table: ElementTable, field: ElementField): FieldColumn {
  return "attribute" in field ? READERS[field.attribute](table) : readPropertyColumn(table, field);
}

/** A column of 100,000 rows takes 0.8 MB. */
const MAX_COLUMNS = 40;

/** Keeps columns: each is read when it is asked for first; of very many the one that was not asked for longest is let go. */
export function createColumnCache(table: ElementTable): (field: ElementField) => FieldColumn {
  const known = new Map<string, FieldColumn>();
  return (field) => {
    const key = fieldKey(field);
    const column = known.get(key) ?? readFieldColumn(table, field);
    known.delete(key);
    known.set(key, column);
    const [oldest] = known.keys();
    if (known.size > MAX_COLUMNS && oldest !== undefined) known.delete(oldest);
    return column;
  };
}

const READERS: Readonly<Record<ElementAttribute, (table: ElementTable) => FieldColumn>> = {
  class: ({ objects, classes }) =>
    textColumn(
      Float64Array.from(objects.classIndex),
      classes.map(({ name }) => name),
    ),
  storey: (table) => readStoreys(table),
  type: (table) => readTypes(table),
  name: (table) => readTexts(table, table.objects.name),
  predefinedType: (table) => readTexts(table, table.objects.predefinedType),
  objectType: (table) => readTexts(table, table.objects.objectType),
  tag: (table) => readTexts(table, table.objects.tag),
  description: (table) => readTexts(table, table.objects.description),
  globalId: ({ objects }) =>
    textColumn(
      Float64Array.from(objects.globalId, (id, row) => (id === "" ? Number.NaN : row)),
      objects.globalId,
    ),
  material: (table) =>
    readList(table, table.materialsOf, (number) => {
      const definition = table.materials[number];
      const own = (definition?.parts ?? []).map(({ material }) => material).filter(Boolean);
      return own.length > 0 ? own : [definition?.name ?? ""];
    }),
  classification: (table) =>
    readList(table, table.classificationsOf, (number) => {
      const entry = table.classifications[number];
      return [[entry?.identification, entry?.name].filter(Boolean).join(" ")];
    }),
  system: (table) =>
    readList(table, table.groupsOf, (row) => [table.texts[table.objects.name[row] as number] ?? ""]),
};

function textColumn(cells: Float64Array, texts: readonly string[]): FieldColumn {
  return { kind: "text", unit: undefined, cells, several: new Map(), texts };
}

/** Gives each different text a number. */
function createTexts(): { readonly texts: string[]; numberOf(text: string): number } {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  return {
    texts,
    numberOf(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, texts.length);
      return texts.push(text) - 1;
    },
  };
}

function readTexts({ objects, texts }: ElementTable, column: Uint32Array): FieldColumn {
  const cells = new Float64Array(objects.count).fill(Number.NaN);
  const numbers = new Int32Array(texts.length).fill(-1);
  const used: string[] = [];
  for (let row = 0; row < objects.count; row++) {
    const text = column[row] as number;
    if (text === 0) continue;
    if (numbers[text] === -1) numbers[text] = used.push(texts[text] as string) - 1;
    cells[row] = numbers[text] as number;
  }
  return textColumn(cells, used);
}

/** Storeys of the same name in two buildings are one value. */
function readStoreys({ objects, storeys }: ElementTable): FieldColumn {
  const { texts, numberOf } = createTexts();
  const numbers = storeys.map(({ name, row }) => numberOf(name || (objects.globalId[row] ?? "")));
  const cells = Float64Array.from(objects.storey, (storey) =>
    storey === NO_STOREY ? Number.NaN : (numbers[storey] ?? Number.NaN),
  );
  return textColumn(cells, texts);
}

/** Name of the type object; older exports have none and name the type in ObjectType. */
function readTypes({ objects, texts: all }: ElementTable): FieldColumn {
  const { texts, numberOf } = createTexts();
  const cells = new Float64Array(objects.count).fill(Number.NaN);
  for (let row = 0; row < objects.elementCount; row++) {
    const type = objects.typeRow[row] as number;
    const text = type >= 0 ? all[objects.name[type] as number] : all[objects.objectType[row] as number];
    if (text) cells[row] = numberOf(text);
  }
  return textColumn(cells, texts);
}

/** What lists of numbers say of each object, or of its type where its own list is empty. */
function readList(
  { objects }: ElementTable,
  list: ListColumn,
  textsOf: (item: number) => readonly string[],
): FieldColumn {
  const { texts, numberOf } = createTexts();
  const cells = new Float64Array(objects.count).fill(Number.NaN);
  const several = new Map<number, readonly number[]>();
  const ofItem = new Map<number, readonly number[]>();
  const numbersOf = (item: number): readonly number[] => {
    const known = ofItem.get(item) ?? [...new Set(textsOf(item).filter(Boolean).map(numberOf))];
    ofItem.set(item, known);
    return known;
  };
  for (let row = 0; row < objects.count; row++) {
    const own = listOf(list, row);
    const items = own.length > 0 ? own : listOf(list, objects.typeRow[row] as number);
    if (items.length === 0) continue;
    const numbers =
      items.length === 1 ? numbersOf(items[0] as number) : [...new Set([...items].flatMap(numbersOf))];
    if (numbers[0] !== undefined) cells[row] = numbers[0];
    if (numbers.length > 1) several.set(row, numbers);
  }
  return { kind: "text", unit: undefined, cells, several, texts };
}
