import { ellipsoidalGroundHeightM } from "@shuicheng/shared/geo";
import { Cartesian3, Math as CesiumMath, Matrix4, type Scene, Transforms } from "cesium";

/** What lights buildings, in eye coordinates: 32 bits hold metres near the eye, not from the middle of the Earth. */
export interface SceneLight {
  /** The ground under the eye. */
  readonly groundEC: Cartesian3;
  readonly upEC: Cartesian3;
  /** Towards a sun that stands still: 130° from north, 50° high, so that two walls of a house are told apart. */
  readonly sunEC: Cartesian3;
}

const SUN_AZIMUTH_RAD = CesiumMath.toRadians(130);
const SUN_HEIGHT_RAD = CesiumMath.toRadians(50);
const SUN_ENU = new Cartesian3(
  Math.sin(SUN_AZIMUTH_RAD) * Math.cos(SUN_HEIGHT_RAD),
  Math.cos(SUN_AZIMUTH_RAD) * Math.cos(SUN_HEIGHT_RAD),
  Math.sin(SUN_HEIGHT_RAD),
);

const scratchGround = new Cartesian3();
const scratchEnu = new Matrix4();

/** The light as the camera stands now. */
export function readLight({ camera }: Scene): SceneLight {
  const { longitude, latitude } = camera.positionCartographic;
  const heightM = ellipsoidalGroundHeightM(CesiumMath.toDegrees(longitude), CesiumMath.toDegrees(latitude));
  const ground = Cartesian3.fromRadians(longitude, latitude, heightM, undefined, scratchGround);
  const enuToEye = Matrix4.multiply(
    camera.viewMatrix,
    Transforms.eastNorthUpToFixedFrame(ground, undefined, scratchEnu),
    scratchEnu,
  );
  const turn = (direction: Cartesian3) =>
    Cartesian3.normalize(
      Matrix4.multiplyByPointAsVector(enuToEye, direction, new Cartesian3()),
      new Cartesian3(),
    );
  return {
    groundEC: Matrix4.getTranslation(enuToEye, new Cartesian3()),
    upEC: turn(Cartesian3.UNIT_Z),
    sunEC: turn(SUN_ENU),
  };
}
