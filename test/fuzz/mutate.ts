import fc from "fast-check";

/** Values that code is seldom written for. */
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    ...[
      null,
      true,
      "",
      0,
      -0,
      -1,
      1e308,
      5e-324,
      2 ** 53,
      2 ** 31,
      0.5,
      [],
      {},
      [[]],
      "\u0000",
      "水",
      "\ud800",
    ],
    ...["NaN", "Infinity", "2026-11-23T00:00:00Z", "1e999", "__proto__", "constructor", "x".repeat(2_000)],
  ),
);

/** A sound JSON value with one to three of its parts replaced, taken out, repeated or put under another name. */
export function mutatedValue(sound: object): fc.Arbitrary<unknown> {
  const change = fc.record({
    at: fc.nat(10_000),
    how: fc.constantFrom("replace", "replace", "replace", "remove", "rename", "repeat"),
    by: odd,
  });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    let value: unknown = structuredClone(sound);
    for (const { at, how, ...change } of changes) {
      // Of its own: a part that stands in two places would become a circle.
      const by = structuredClone(change.by);
      const places = placesOf(value);
      const place = places[at % (places.length + 1)];
      if (place === undefined) value = by;
      else if (Array.isArray(place.parent)) {
        if (how === "remove") place.parent.splice(Number(place.key), 1);
        else if (how === "repeat") place.parent.push(structuredClone(place.parent[Number(place.key)]));
        else place.parent[Number(place.key)] = by;
      } else {
        const parent = place.parent as Record<string, unknown>;
        if (how === "rename") parent[`${place.key}${typeof by === "string" ? by.slice(0, 8) : "_"}`] = by;
        if (how === "rename" || how === "remove") delete parent[place.key];
        else parent[place.key] = by;
      }
    }
    return value;
  });
}

/** A sound text with one to six bytes changed, cut out or put in, or cut short. */
export function mutatedText(sound: string): fc.Arbitrary<Buffer> {
  const bytes = Buffer.from(sound);
  const change = fc.tuple(
    fc.constantFrom("flip", "cut", "insert", "end"),
    fc.nat(bytes.length),
    fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('{}[]",:\\0e-+.u'))),
  );
  return fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) =>
    changes.reduce((text: Buffer, [how, at, byte]) => {
      const place = Math.min(at, text.length);
      const [before, after] = [text.subarray(0, place), text.subarray(place)];
      if (how === "end") return byte < 32 ? before : text;
      if (how === "insert") return Buffer.concat([before, Buffer.of(byte), after]);
      return Buffer.concat([before, how === "flip" ? Buffer.of(byte) : Buffer.of(), after.subarray(1)]);
    }, bytes),
  );
}

interface Place {
  readonly parent: object;
  readonly key: string;
}

function placesOf(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [{ parent: value, key }, ...placesOf(inner)]);
}
