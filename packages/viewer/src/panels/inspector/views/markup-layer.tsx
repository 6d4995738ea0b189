import { MAX_MARKUP_TEXT } from "@shuicheng/shared/contracts";
import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { MARKUP_COLOURS_OF } from "../../../app/tokens.ts";
import { MARKUP_LETTERS, useMarkupStore } from "../../../client/inspector/markup/markup-store.ts";
import { useSavedViewStore } from "../../../client/inspector/views/saved-view-store.ts";
import { useViewStore } from "../../../client/view-store.ts";
import { Icon } from "../../icons.tsx";
import { MarkupPanel } from "./markup-panel.tsx";
import "./markup.css";

/** Over the picture: the field in which a mark's text is written, and the way back to the view whose markup has faded. */
export function MarkupLayer() {
  const { t } = useTranslation("inspectorViews");
  const { writing, isAway, shapes, isEditing, camera } = useMarkupStore();
  const name = useSavedViewStore((state) => state.shown?.view.name ?? "");
  const hasGone = isAway && (shapes.length > 0 || isEditing);
  return (
    <div className="markup-layer" data-editing={isEditing}>
      {writing && <TextField key={`${writing.shape} ${writing.at}`} />}
      {hasGone && camera && (
        <button
          type="button"
          className="markup-back float"
          data-testid="markup-back"
          onClick={() => useSavedViewStore.setState({ flight: { eye: camera, isSudden: false } })}
        >
          <Icon name="undo" size={14} /> {t("markup.back", { name })}
        </button>
      )}
      {isEditing && <MarkupPanel />}
    </div>
  );
}

/** As large as the text will be, where it will be: container units are shares of the picture's height. */
function TextField() {
  const { t } = useTranslation("inspectorViews");
  const { writing, shapes, colour, width, type, finishWriting, write } = useMarkupStore();
  const theme = useViewStore((state) => state.theme);
  const field = useRef<HTMLInputElement>(null);
  // At once: what is typed next is meant for it.
  useLayoutEffect(() => field.current?.select(), []);
  if (!writing) return null;
  const old = shapes[writing.shape];
  const look = old?.kind === "text" ? old : { size: MARKUP_LETTERS[width], colour };
  const [x, y] = writing.at;
  return (
    <input
      ref={field}
      className="markup-text"
      aria-label={t("markup.writing")}
      placeholder={t("markup.tools.text")}
      value={writing.text}
      maxLength={MAX_MARKUP_TEXT}
      data-testid="markup-text-field"
      style={{
        left: `calc(50% + ${100 * x}cqh)`,
        top: `calc(50% + ${100 * y}cqh)`,
        fontSize: `${100 * look.size}cqh`,
        color: MARKUP_COLOURS_OF[theme][look.colour],
      }}
      onChange={({ target }) => type(target.value)}
      onBlur={finishWriting}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        event.stopPropagation();
        if (event.key === "Enter") finishWriting();
        else if (event.key === "Escape") write(null);
        else return;
        event.preventDefault();
      }}
    />
  );
}
