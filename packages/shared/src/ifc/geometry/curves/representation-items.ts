import { axisPlacement } from "./axis-placement.ts";
import { IDENTITY, invertRigid, type Matrix4, multiply } from "./matrix4.ts";
import { type RecordReader, refOf, refsOf } from "./record-reader.ts";

/** An item of a representation, and the frame it stands in within the product's own. */
export interface PlacedItem {
  readonly id: number;
  /** In the file's unit. */
  readonly frame: Matrix4;
}

/** Mapped items may map mapped items; a file that goes round in a circle ends here. */
const MAX_DEPTH = 16;

/** Items of every representation of an IfcProductDefinitionShape but boxes and centres of gravity, mapped ones opened. */
export function* representationItems(reader: RecordReader, shape: number): Generator<PlacedItem> {
  for (const representation of refsOf(reader.argumentsOf(shape)[2])) {
    yield* itemsOf(reader, representation, IDENTITY, 0);
  }
}

/** `(ContextOfItems, RepresentationIdentifier, RepresentationType, Items)`. */
function* itemsOf(reader: RecordReader, id: number, frame: Matrix4, depth: number): Generator<PlacedItem> {
  const [, identifier, , items] = reader.argumentsOf(id);
  if (identifier === "Box" || identifier === "CoG" || depth > MAX_DEPTH) return;
  for (const item of refsOf(items)) {
    if (reader.typeOf(item) !== "IFCMAPPEDITEM") yield { id: item, frame };
    else {
      const [source, target] = reader.argumentsOf(item).map(refOf);
      const [origin, mapped] = reader.argumentsOf(source ?? 0).map(refOf);
      const into = multiply(frame, axisPlacement(reader, target ?? 0));
      const from = invertRigid(axisPlacement(reader, origin ?? 0));
      yield* itemsOf(reader, mapped ?? 0, multiply(into, from), depth + 1);
    }
  }
}
