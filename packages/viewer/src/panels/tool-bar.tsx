import { useTranslation } from "react-i18next";
import { CAMERA_PRESETS, useViewStore } from "../client/view-store.ts";
import { Icon, type IconName } from "./icons.tsx";
import { shareView } from "./share-view.ts";
import { useDisclosure } from "./use-disclosure.ts";
import { useLanguage } from "./use-time-style.ts";
import "./tool-bar.css";

/** Tools that float over the scene: what a click does, where the camera goes, the link to what is seen. */
export function ToolBar() {
  const { t } = useTranslation("scene");
  const language = useLanguage();
  const tool = useViewStore((state) => state.tool);
  const { setTool, fly } = useViewStore.getState();
  return (
    <section className="tool-bar float" aria-label={t("tools.title")}>
      <ToolButton
        icon="pointer"
        label={t("tools.select")}
        letter="V"
        isPressed={tool === "select"}
        onPress={() => setTool("select")}
      />
      <ToolButton
        icon="ruler"
        label={t("tools.measure")}
        letter="M"
        isPressed={tool === "measure"}
        onPress={() => setTool("measure")}
      />
      <hr />
      <Presets />
      <ToolButton
        icon="home"
        label={t("home")}
        letter="H"
        testId="home"
        onPress={() => fly({ to: "home" })}
      />
      <ToolButton icon="compass" label={t("tools.north")} letter="N" onPress={() => fly({ to: "north" })} />
      <hr />
      <ToolButton
        icon="share"
        label={t("tools.share")}
        letter="K"
        testId="share"
        onPress={() => void shareView(language)}
      />
    </section>
  );
}

function ToolButton(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly letter: string;
  readonly onPress: () => void;
  readonly isPressed?: boolean;
  readonly testId?: string;
}) {
  return (
    <button
      type="button"
      className="tool"
      aria-pressed={props.isPressed}
      title={`${props.label} (${props.letter})`}
      data-testid={props.testId}
      onClick={props.onPress}
    >
      <Icon name={props.icon} />
      <span>{props.label}</span>
      <kbd>{props.letter}</kbd>
    </button>
  );
}

/** Views that everybody comes back to, by name and number. */
function Presets() {
  const { t } = useTranslation("scene");
  const list = useDisclosure();
  const fly = useViewStore((state) => state.fly);
  return (
    <div className="presets" {...list.handlers}>
      <button
        ref={list.opener}
        type="button"
        className="tool"
        aria-expanded={list.isOpen}
        title={`${t("tools.presets")} (1–5)`}
        data-testid="presets"
        onClick={list.toggle}
      >
        <Icon name="camera" />
        <span>{t("tools.presets")}</span>
        <kbd>1–5</kbd>
      </button>
      {list.isOpen && (
        <div className="presets-list float">
          {CAMERA_PRESETS.map((preset, place) => (
            <button
              key={preset}
              type="button"
              className="tool"
              onClick={() => {
                list.close();
                fly({ to: "preset", preset });
              }}
            >
              <span>{t(`tools.preset.${preset}`)}</span>
              <kbd>{place + 1}</kbd>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
