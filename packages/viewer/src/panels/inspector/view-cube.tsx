import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type StageEye, useStageStore } from "../../client/inspector/stage-store.ts";
import { useInspectorStore } from "../../client/inspector-store.ts";
import "./view-cube.css";

const FACES = ["top", "bottom", "front", "back", "left", "right"] as const;

/** A cube that turns with the model: it says which way one looks, and each face looks from its side. */
export function ViewCube() {
  const { t } = useTranslation("inspector");
  const cube = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const turn = ({ eye }: { readonly eye: StageEye | null }): void => {
      if (cube.current && eye) cube.current.style.transform = cubeTransform(eye);
    };
    turn(useStageStore.getState());
    // By hand: a rendering with each frame would cost more than the turn.
    return useStageStore.subscribe((now, before) => {
      if (now.eye !== before.eye) turn(now);
    });
  }, []);
  return (
    <section className="view-cube" aria-label={t("cube.title")}>
      <div ref={cube} className="view-cube-body">
        {FACES.map((face) => (
          <button
            key={face}
            type="button"
            className={`view-cube-face is-${face}`}
            title={t(`cube.look.${face}`)}
            aria-label={t(`cube.look.${face}`)}
            data-testid={`look-${face}`}
            onClick={() => useInspectorStore.getState().look({ to: "side", side: face })}
          >
            {t(`cube.${face}`)}
          </button>
        ))}
      </div>
    </section>
  );
}

/**
 * CSS has x to the right, y down and z towards the eye; the stage x east, y north, z up. A face at CSS coordinates
 * (x, −z, −y…) is put in place by the style sheet as if one looked north; here the camera's turn is taken off.
 */
function cubeTransform({ eyeM, targetM }: StageEye): string {
  const [x, y, z] = eyeM.map((value, k) => value - (targetM[k] as number)) as [number, number, number];
  const flat = Math.hypot(x, y);
  const elevationDeg = (Math.atan2(z, flat) * 180) / Math.PI;
  // 0 when one looks north from the south.
  const azimuthDeg = (Math.atan2(x, -y) * 180) / Math.PI;
  return `rotateX(${-elevationDeg}deg) rotateY(${-azimuthDeg}deg)`;
}
