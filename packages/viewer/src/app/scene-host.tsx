import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CityClient } from "../client/city-client.ts";
import { useViewStore } from "../client/view-store.ts";
import { CodeNotice } from "../panels/problem-notice.tsx";
import { exposeHandle } from "./test-handle.ts";
import "./scene-host.css";

/** Where the 3D scene is. It comes by itself, after the panels: they are usable before and without it. */
export function SceneHost({ client }: { readonly client: CityClient }) {
  const { t } = useTranslation("scene");
  const place = useRef<HTMLDivElement>(null);
  const queries = useQueryClient();
  const phase = useViewStore((state) => state.scene);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const container = place.current;
    if (!container) return;
    if (attempt > 0) useViewStore.getState().showScene({ phase: "loading" });
    let isGone = false;
    let end = (): void => {};
    const start = async (): Promise<void> => {
      const [{ createCityScene, isSceneSupported }, { bindScene }] = await Promise.all([
        import("../scene/index.ts"),
        import("./scene-binding.ts"),
      ]);
      if (isGone) return;
      if (!isSceneSupported())
        return useViewStore.getState().showScene({ phase: "failed", code: "page/no-webgl" });
      const scene = createCityScene(container, msaaOption());
      const untie = bindScene({ scene, mirror: client.mirror, queries });
      const hide = exposeHandle({ scene, mirror: client.mirror, liveClient: client.live });
      end = () => {
        hide();
        untie();
        scene.dispose();
      };
    };
    start().catch(() => {
      if (!isGone) useViewStore.getState().showScene({ phase: "failed", code: "page/scene-failed" });
    });
    return () => {
      isGone = true;
      end();
    };
  }, [client, queries, attempt]);

  return (
    <>
      <div
        ref={place}
        className="scene-canvas"
        role="application"
        aria-label={t("canvas")}
        data-testid="scene-canvas"
      />
      {phase.phase === "loading" && (
        <p className="scene-loading float" role="status">
          {t("loading")}
        </p>
      )}
      {phase.phase === "failed" && (
        <div className="scene-failed float">
          <CodeNotice
            code={phase.code}
            onRetry={phase.code === "page/scene-failed" ? () => setAttempt((n) => n + 1) : undefined}
          />
        </div>
      )}
    </>
  );
}

/** `?msaa=1` turns multisampling off: a software renderer is four times as fast without. */
function msaaOption(): { msaaSamples?: number } {
  const samples = Number(new URLSearchParams(window.location.search).get("msaa"));
  return samples >= 1 && samples <= 8 ? { msaaSamples: samples } : {};
}
