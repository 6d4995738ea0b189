import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { redoLatest, undoLatest, useToolHistory } from "../../client/inspector/tool-history.ts";
import { fitSelection, useInspectorStore } from "../../client/inspector-store.ts";
import { Icon, type IconName } from "../icons.tsx";
import { InspectorKeys } from "./inspector-keys.tsx";
import { shareInspectorView } from "./share-inspector-view.ts";
import "./inspector-tools.css";

/** Tools over the picture, in one row. @param props.children Tools that bring a panel of their own. */
export function InspectorTools({ children }: { readonly children?: ReactNode }) {
  const { t } = useTranslation("inspector");
  const { hasEdges, projection, isWalking, isShowingKeys } = useInspectorStore();
  const { done, undone } = useToolHistory();
  const { isolate, toggleGhosts, showAll, look, setEdges, setProjection, setWalking } =
    useInspectorStore.getState();
  const isFlat = projection === "orthographic";
  return (
    <div className="inspector-tools float" role="toolbar" aria-label={t("tool.title")}>
      {children}
      <InspectorTool icon="model" label={t("tool.isolate")} letter="I" onPress={() => isolate()} />
      <InspectorTool icon="eye" label={t("tool.ghost")} letter="R" onPress={toggleGhosts} />
      <InspectorTool icon="replay" label={t("tool.showAll")} letter="A" onPress={showAll} />
      <hr />
      <InspectorTool
        icon="undo"
        label={t("tool.undo")}
        letter="Ctrl Z"
        isBare
        isDisabled={done.length === 0}
        onPress={undoLatest}
      />
      <InspectorTool
        icon="redo"
        label={t("tool.redo")}
        letter="Ctrl Y"
        isBare
        isDisabled={undone.length === 0}
        onPress={redoLatest}
      />
      <hr />
      <InspectorTool icon="target" label={t("tool.fit")} letter="H" onPress={fitSelection} />
      <InspectorTool
        icon="home"
        label={t("tool.home")}
        letter="0"
        isBare
        onPress={() => look({ to: "home" })}
      />
      <InspectorTool
        icon="edges"
        label={t("tool.edges")}
        letter="E"
        isBare
        isPressed={hasEdges}
        onPress={() => setEdges(!hasEdges)}
      />
      <InspectorTool
        icon={isFlat ? "orthographic" : "perspective"}
        label={t(`tool.projection.${projection}`)}
        title={t(isFlat ? "tool.toPerspective" : "tool.toOrthographic")}
        letter="P"
        isBare
        onPress={() => setProjection(isFlat ? "perspective" : "orthographic")}
      />
      <InspectorTool
        icon="walk"
        label={t("tool.walk")}
        letter="G"
        isBare
        isPressed={isWalking}
        onPress={() => setWalking(!isWalking)}
      />
      <hr />
      <InspectorTool
        icon="share"
        label={t("tool.share")}
        letter="K"
        isBare
        onPress={() => void shareInspectorView()}
      />
      <InspectorTool
        icon="keyboard"
        label={t("tool.keys")}
        letter="?"
        isBare
        isAlways
        onPress={() => useInspectorStore.setState({ isShowingKeys: true })}
      />
      {isShowingKeys && (
        <InspectorKeys onClose={() => useInspectorStore.setState({ isShowingKeys: false })} />
      )}
    </div>
  );
}

/** A tool's button. `isBare`: its words are shown when it is pointed at. */
export function InspectorTool(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly letter: string;
  readonly title?: string;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  /** It does something without a model too. */
  readonly isAlways?: boolean;
  readonly isBare?: boolean;
  readonly testId?: string;
  readonly onPress: () => void;
}) {
  const isEmpty = useInspectorStore(({ models }) => models.size === 0);
  return (
    <button
      type="button"
      className="inspector-tool"
      aria-pressed={props.isPressed}
      aria-label={props.label}
      disabled={props.isDisabled || (isEmpty && !props.isAlways)}
      title={`${props.title ?? props.label} (${props.letter})`}
      data-testid={props.testId}
      onClick={props.onPress}
    >
      <Icon name={props.icon} />
      {!props.isBare && (
        <>
          <span>{props.label}</span>
          <kbd>{props.letter}</kbd>
        </>
      )}
    </button>
  );
}
