import type { Layer } from "@shuicheng/shared/contracts";
import { useTranslation } from "react-i18next";
import { codeOf } from "../client/api-problem.ts";
import { useLayers } from "../client/layer-queries.ts";
import { useLinkStore } from "../client/link-store.ts";
import { useReadingStore } from "../client/reading-store.ts";
import { useViewStore } from "../client/view-store.ts";
import { findFaultWords } from "../format/fault-words.ts";
import { listLayerNames } from "../format/layer-name.ts";
import { StatusMark } from "./status-mark.tsx";
import { useLanguage } from "./use-time-style.ts";
import "./scene-status.css";

/** What of the picture is not there yet or did not come, with a way to try again, and whom to thank for the rest. */
export function SceneStatus({ onResync }: { readonly onResync: () => void }) {
  const { t } = useTranslation("scene");
  const scene = useViewStore((state) => state.scene);
  const layers = useLayers();
  if (scene.phase !== "ready") return null;
  const credits = scene.credits.length > 0 && t("credits", { names: scene.credits.join(" • ") });
  // Until the layers are known nobody knows what is missing.
  const pending = scene.pendingTiles + (layers.isPending ? 1 : 0);
  return (
    <div className="scene-status" data-testid="scene-status" data-pending={pending}>
      {scene.isContextLost && (
        <p className="float" role="status">
          <StatusMark kind="stale" size={14} />
          {t("contextLost")}
        </p>
      )}
      <StateFailure onRetry={onResync} />
      {layers.isError && (
        <Trouble
          text={t("unread.layers")}
          code={codeOf(layers.error)}
          onRetry={() => void layers.refetch()}
        />
      )}
      <ReadFailures layers={layers.data ?? []} />
      <FailedLayers layers={layers.data ?? []} />
      {scene.isMapFailed && <Trouble text={t("mapFailed")} />}
      {pending > 0 && <p className="float">{t("pending", { count: pending })}</p>}
      {credits && (
        <small className="float" title={credits}>
          {credits}
        </small>
      )}
    </div>
  );
}

/** One line of what is missing: what, why where that is known, and the way to ask for it again. */
function Trouble(props: { readonly text: string; readonly code?: string; readonly onRetry?: () => void }) {
  const { t } = useTranslation("scene");
  const language = useLanguage();
  const { text, code, onRetry } = props;
  return (
    <p className="float" role="status" data-testid="scene-trouble">
      <StatusMark kind="bad" size={14} />
      <span title={code && findFaultWords(code, language).todo}>
        {text}
        {code !== undefined && (
          <>
            {" "}
            • {findFaultWords(code, language).what} <code>{code}</code>
          </>
        )}
      </span>
      {onRetry && (
        <button type="button" className="text-button" aria-label={`${t("retry")}: ${text}`} onClick={onRetry}>
          {t("retry")}
        </button>
      )}
    </p>
  );
}

/** The live link stands, and what came over it could not be taken whole. */
function StateFailure({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useTranslation("scene");
  const link = useLinkStore((state) => state.link);
  if (!link?.error || link.attempts > 0 || (link.phase !== "live" && link.phase !== "connecting"))
    return null;
  return <Trouble text={t("unread.state")} code={link.error.code} onRetry={onRetry} />;
}

/** What the scene is drawn from and the server did not give: one line for each kind, with the layers it is about. */
function ReadFailures({ layers }: { readonly layers: readonly Layer[] }) {
  const { t } = useTranslation("scene");
  const language = useLanguage();
  const { failures, retry } = useReadingStore();
  return [...Map.groupBy(failures, ({ what }) => what)].map(([what, each]) => {
    const ids = each.flatMap(({ layer }) => layer ?? []);
    const names = listLayerNames(layers, ids, language);
    return (
      <Trouble key={what} text={t(`unread.${what}`, { names })} code={each[0]?.code ?? ""} onRetry={retry} />
    );
  });
}

/** Layers with tiles that did not load, by name: their rows may be folded away. */
function FailedLayers({ layers }: { readonly layers: readonly Layer[] }) {
  const { t } = useTranslation("scene");
  const language = useLanguage();
  const scene = useViewStore((state) => state.scene);
  const reloadLayer = useViewStore((state) => state.reloadLayer);
  if (scene.phase !== "ready" || scene.failedTiles === 0) return null;
  const { failedLayers, failedTiles } = scene;
  return (
    <Trouble
      text={t("failedTiles", { names: listLayerNames(layers, failedLayers, language), count: failedTiles })}
      onRetry={() => {
        for (const layer of failedLayers) reloadLayer(layer);
      }}
    />
  );
}
