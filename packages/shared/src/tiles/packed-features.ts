import { addDuct } from "./duct-geometry.ts";
import type { MeshBuilder } from "./mesh.ts";
import { NODE_SHAPES, type NodeShape, unitShape } from "./node-shapes.ts";
import { addPrism } from "./prism-geometry.ts";
import { addShape } from "./shape-geometry.ts";
import type { TileFeature } from "./tile-feature.ts";
import { addTube, DEFAULT_TUBE_SIDES } from "./tube-geometry.ts";
import type { Vector3 } from "./vector3.ts";

/**
 * The features of a layer in columns of numbers: a straight pipe takes 112 bytes, and none is an object for the garbage
 * collector to follow.
 */
export interface PackedFeatures {
  readonly count: number;
  readonly featureIndices: Uint32Array;
  readonly importances: Float64Array;
  /** East and north of some point of each feature, metres in the layer's ENU frame; NaN where nothing is drawn. */
  readonly anchorsEnuM: Float64Array;
  /** Where the parts of each feature begin in `numbers`; one more for the end. */
  readonly starts: Uint32Array;
  /** Parts one after the other, each led by its {@link PART}. */
  readonly numbers: Float64Array;
}

/** Kinds of part; the numbers that follow each are written in {@link writeParts}. */
const PART = { tube: 0, duct: 1, shape: 2, prism: 3 } as const;

/** Packs features as they come; none is kept as an object. */
export function packFeatures(features: Iterable<TileFeature>): PackedFeatures {
  const featureIndices = new Column(Uint32Array);
  const importances = new Column(Float64Array);
  const anchors = new Column(Float64Array);
  const starts = new Column(Uint32Array);
  const numbers = new Column(Float64Array);
  for (const feature of features) {
    featureIndices.push(feature.featureIndex);
    importances.push(feature.importance);
    starts.push(numbers.length);
    writeParts(feature, numbers);
    const [eastM, northM] = anchorOf(feature) ?? [Number.NaN, Number.NaN];
    anchors.push(eastM);
    anchors.push(northM);
  }
  starts.push(numbers.length);
  return {
    count: featureIndices.length,
    featureIndices: featureIndices.take(),
    importances: importances.take(),
    anchorsEnuM: anchors.take(),
    starts: starts.take(),
    numbers: numbers.take(),
  };
}

/** Adds everything of a feature to a mesh and answers whether it stands at a point. */
export function addFeatureMesh(builder: MeshBuilder, pack: PackedFeatures, position: number): boolean {
  const { numbers, starts } = pack;
  const end = starts[position + 1] as number;
  let isPoint = false;
  let at = starts[position] as number;
  while (at < end) {
    if (numbers[at] === PART.shape) isPoint = true;
    at = addPart(builder, numbers, at);
  }
  return isPoint;
}

/** Adds the part at `at` and answers where the next one begins. */
function addPart(builder: MeshBuilder, numbers: Float64Array, at: number): number {
  const number = (k: number) => numbers[at + k] as number;
  const vector = (k: number): Vector3 => [number(k), number(k + 1), number(k + 2)];
  switch (number(0)) {
    case PART.tube: {
      const points = number(3);
      addTube(builder, { numbers, offset: at + 4, points }, number(1), number(2));
      return at + 4 + 3 * points;
    }
    case PART.duct: {
      const points = number(3);
      addDuct(builder, { numbers, offset: at + 4, points }, number(1), number(2));
      return at + 4 + 3 * points;
    }
    case PART.shape: {
      const unit = unitShape(NODE_SHAPES[number(1)] as NodeShape);
      addShape(builder, unit, { centre: vector(2), up: vector(5), forward: vector(8), sizeM: vector(11) });
      return at + 14;
    }
    default: {
      const corners = number(5);
      addPrism(builder, { numbers, offset: at + 6, corners, up: vector(1), heightM: number(4) });
      return at + 6 + 3 * corners;
    }
  }
}

function writeParts({ tubes = [], ducts = [], shapes = [], prisms = [] }: TileFeature, out: Column): void {
  for (const { pathEnuM, radiusM, sides } of tubes) {
    out.push(PART.tube);
    out.push(radiusM);
    out.push(sides ?? DEFAULT_TUBE_SIDES);
    out.push(pathEnuM.length);
    for (const point of pathEnuM) out.pushVector(point);
  }
  for (const { pathEnuM, widthM, heightM } of ducts) {
    out.push(PART.duct);
    out.push(widthM);
    out.push(heightM);
    out.push(pathEnuM.length);
    for (const point of pathEnuM) out.pushVector(point);
  }
  for (const { shape, centreEnuM, upEnu, forwardEnu, sizeM } of shapes) {
    out.push(PART.shape);
    out.push(NODE_SHAPES.indexOf(shape));
    out.pushVector(centreEnuM);
    out.pushVector(upEnu);
    out.pushVector(forwardEnu ?? [0, 0, 0]);
    out.pushVector(sizeM);
  }
  for (const { ringEnuM, upEnu, heightM } of prisms) {
    out.push(PART.prism);
    out.pushVector(upEnu);
    out.push(heightM);
    out.push(ringEnuM.length);
    for (const corner of ringEnuM) out.pushVector(corner);
  }
}

/** Some point of the feature, by which it is sorted into tiles; undefined where nothing is drawn. */
function anchorOf({ tubes, ducts, shapes, prisms }: TileFeature): Vector3 | undefined {
  const path = tubes?.[0]?.pathEnuM ?? ducts?.[0]?.pathEnuM;
  return shapes?.[0]?.centreEnuM ?? path?.[path.length >> 1] ?? prisms?.[0]?.ringEnuM[0];
}

type NumberArray = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** An array of numbers that grows. */
class Column<T extends NumberArray = Float64Array<ArrayBuffer>> {
  readonly #Kind: new (
    buffer: ArrayBuffer,
  ) => T;
  #values: T;
  length = 0;

  constructor(Kind: new (buffer: ArrayBuffer) => T) {
    this.#Kind = Kind;
    this.#values = new Kind(new ArrayBuffer(8_192));
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      this.#values = new this.#Kind(this.#values.buffer.transfer(2 * this.#values.byteLength));
    }
    this.#values[this.length++] = value;
  }

  pushVector([x, y, z]: Vector3): void {
    this.push(x);
    this.push(y);
    this.push(z);
  }

  /** The array at its own length; the column is spent. */
  take(): T {
    const { buffer, BYTES_PER_ELEMENT } = this.#values;
    return new this.#Kind(buffer.transfer(this.length * BYTES_PER_ELEMENT));
  }
}
