import { MARKUP_COLOURS } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { MARKUP_COLOURS_OF } from "../../../app/tokens.ts";
import {
  MARKUP_TOOLS,
  MARKUP_WIDTHS,
  type MarkupTool,
  type MarkupWidth,
  useMarkupStore,
} from "../../../client/inspector/markup/markup-store.ts";
import { nameView } from "../../../client/inspector/views/name-view.ts";
import { listAllViews, useSavedViewStore } from "../../../client/inspector/views/saved-view-store.ts";
import { saveDrawnAsNew } from "../../../client/inspector/views/view-actions.ts";
import { useViewStore } from "../../../client/view-store.ts";
import { Icon, type IconName } from "../../icons.tsx";
import { useCanKeepViews } from "./use-view-place.ts";
import "./markup.css";

const ICONS: Readonly<Record<MarkupTool, IconName>> = {
  select: "pointer",
  arrow: "arrow",
  cloud: "cloud",
  rectangle: "rectangle",
  freehand: "pen",
  text: "text",
};
const WIDTHS = Object.keys(MARKUP_WIDTHS) as readonly MarkupWidth[];

/** What draws on the view that is shown, below the picture's middle: tools, colour, weight, and whether it is saved. */
export function MarkupPanel() {
  const { t } = useTranslation("inspectorViews");
  const { tool, isAway } = useMarkupStore();
  const name = useSavedViewStore((state) => state.shown?.view.name ?? "");
  const title = t("markup.title", { name });
  return (
    <section
      className="markup-bar float"
      aria-label={title}
      data-panel="tool"
      data-testid="markup-panel"
      tabIndex={-1}
    >
      <div className="markup-row">
        <Tools />
        <Look />
      </div>
      <div className="markup-row">
        <p className="tool-hint" role="status" title={title}>
          {t(isAway ? "markup.away" : `markup.hint.${tool}`)}
        </p>
        <Saving />
      </div>
    </section>
  );
}

function Tools() {
  const { t } = useTranslation("inspectorViews");
  const { tool, take, addInMiddle } = useMarkupStore();
  return (
    <div className="markup-tools" role="toolbar" aria-label={t("markup.toolLabel")}>
      {MARKUP_TOOLS.map((each) => (
        <button
          key={each}
          type="button"
          className="tool-button"
          aria-pressed={each === tool}
          title={t(`markup.tools.${each}`)}
          data-testid={`markup-${each}`}
          onClick={(event) => {
            const isAgain = each === tool;
            take(each);
            // By key, and once more: whoever has no pointer gets the shape in the middle, and moves it by arrows.
            if (isAgain && event.detail === 0) addInMiddle(each);
          }}
        >
          <Icon name={ICONS[each]} size={14} />
          <span>{t(`markup.tools.${each}`)}</span>
        </button>
      ))}
    </div>
  );
}

function Look() {
  const { t } = useTranslation("inspectorViews");
  const { colour, width, selected, setLook, removeSelected } = useMarkupStore();
  const theme = useViewStore((state) => state.theme);
  return (
    <div className="markup-look">
      <fieldset aria-label={t("markup.colour")}>
        {MARKUP_COLOURS.map((each) => (
          <LookButton
            key={each}
            label={t(`markup.colours.${each}`)}
            isPressed={each === colour}
            testId={`markup-colour-${each}`}
            onPress={() => setLook({ colour: each })}
          >
            <i style={{ background: MARKUP_COLOURS_OF[theme][each] }} />
          </LookButton>
        ))}
      </fieldset>
      <fieldset aria-label={t("markup.width")}>
        {WIDTHS.map((each) => (
          <LookButton
            key={each}
            label={t(`markup.widths.${each}`)}
            isPressed={each === width}
            testId={`markup-width-${each}`}
            onPress={() => setLook({ width: each })}
          >
            <b style={{ height: `${900 * MARKUP_WIDTHS[each]}px` }} />
          </LookButton>
        ))}
      </fieldset>
      <button
        type="button"
        className="tool-icon"
        disabled={selected < 0}
        aria-label={t("markup.remove")}
        title={`${t("markup.remove")} (Delete)`}
        data-testid="markup-remove"
        onClick={removeSelected}
      >
        <Icon name="trash" size={14} />
      </button>
    </div>
  );
}

/** A colour or a width, shown by what it looks like. */
function LookButton(props: {
  readonly label: string;
  readonly isPressed: boolean;
  readonly testId: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      className="markup-colour"
      aria-pressed={props.isPressed}
      aria-label={props.label}
      title={props.label}
      data-testid={props.testId}
      onClick={props.onPress}
    >
      {props.children}
    </button>
  );
}

function Saving() {
  const { t } = useTranslation("inspectorViews");
  const { saving, edit, retry } = useMarkupStore();
  const place = useCanKeepViews();
  const saveAsNew = (): void => {
    const { shown, ...lists } = useSavedViewStore.getState();
    void saveDrawnAsNew(nameView(shown?.view.name.slice(0, 100) ?? "", listAllViews(lists), false), place);
  };
  return (
    <div className="markup-saving">
      <span role="status" data-testid="markup-saving" data-state={saving}>
        {t(`markup.${saving}`)}
      </span>
      {saving === "failed" && (
        <>
          <Button size="small" onClick={retry}>
            {t("markup.retry")}
          </Button>
          <Button size="small" onClick={saveAsNew}>
            {t("markup.copy")}
          </Button>
        </>
      )}
      <Button size="small" type="primary" data-testid="markup-done" onClick={() => edit(false)}>
        {t("markup.done")}
      </Button>
    </div>
  );
}
