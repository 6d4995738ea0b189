import type { NodeShape, ShapePart, TileFeature, Vector3 } from "@shuicheng/shared/tiles";
import type { NetworkNode, NodeDrawing, SpacePoint } from "../model/index.ts";
import type { CityFrame } from "./city-frame.ts";
import { type NodeSurroundings, RANK_STEP, roleRank } from "./node-surroundings.ts";

/** A little wider than its pipes, and never too small to be clicked, metres. */
const JOINT = { perReach: 2.4, minM: 0.25 } as const;
const FITTING = { perReach: 3, minM: 0.4 } as const;
/** Length of a valve's or pump's sign over its width. */
const FITTING_STRETCH = 1.6;

/** Houses of this volume and more are plants, which show as trunk mains do, m³. */
const PLANT_M3 = 40;

/** Where a shape stands and how large it is, before it is put into the frame. */
interface Standing {
  readonly shape: NodeShape;
  /** Orthometric height of its middle, metres. */
  readonly middleM: number;
  readonly sizeM: Vector3;
  readonly isPlant?: boolean;
}

/** Creates the drawing of nodes: what a {@link NodeDrawing} is as a shape in the tiles. */
export function createNodeDrawing(frame: CityFrame) {
  return (node: NetworkNode, around: NodeSurroundings, featureIndex: number): TileFeature => {
    const { shape, middleM, sizeM, isPlant } = standingOf(node, around);
    const middle: SpacePoint = [node.at[0], node.at[1], middleM];
    const part: ShapePart = {
      shape,
      centreEnuM: frame.toEnuM(middle),
      upEnu: frame.upEnu(middle),
      ...(around.along ? { forwardEnu: [around.along[0], around.along[1], 0] } : {}),
      sizeM,
    };
    // One rank below its pipes: from far off a main is seen and its fittings are not.
    const rank = isPlant ? roleRank("trunk") : Math.max(0, around.rank - RANK_STEP);
    return { featureIndex, importance: rank + RANK_STEP - 1, shapes: [part] };
  };
}

function standingOf({ drawing, at, groundM }: NetworkNode, { reachM }: NodeSurroundings): Standing {
  switch (drawing.shape) {
    case "joint": {
      const sizeM = Math.max(JOINT.minM, JOINT.perReach * reachM);
      return { shape: "ball", middleM: at[2], sizeM: [sizeM, sizeM, sizeM] };
    }
    case "valve":
    case "pump": {
      const sizeM = Math.max(FITTING.minM, FITTING.perReach * reachM);
      const shape = drawing.shape === "pump" ? "arrow" : "bow-tie";
      return { shape, middleM: at[2], sizeM: [sizeM, FITTING_STRETCH * sizeM, sizeM] };
    }
    case "shaft": {
      const heightM = Math.max(groundM - drawing.bottomM, 0.1);
      const { diameterM } = drawing;
      return { shape: "shaft", middleM: groundM - heightM / 2, sizeM: [diameterM, diameterM, heightM] };
    }
    default:
      return standingOnGround(drawing, groundM);
  }
}

function standingOnGround(
  drawing: Extract<NodeDrawing, { shape: "box" | "post" | "tank" }>,
  groundM: number,
): Standing {
  if (drawing.shape === "box") {
    const [widthM, lengthM, heightM] = drawing.sizeM;
    const isPlant = widthM * lengthM * heightM >= PLANT_M3;
    return { shape: "box", middleM: groundM + heightM / 2, sizeM: drawing.sizeM, isPlant };
  }
  const { diameterM, heightM } = drawing;
  const isTank = drawing.shape === "tank";
  const sizeM: Vector3 = [diameterM, diameterM, heightM];
  return { shape: isTank ? "cylinder" : "post", middleM: groundM + heightM / 2, sizeM, isPlant: isTank };
}
