import { type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { GroundPanel } from "./ground-panel.tsx";
import { Icon } from "./icons.tsx";
import { ToolBar } from "./tool-bar.tsx";
import { useDisclosure } from "./use-disclosure.ts";
import "./scene-tools.css";

/** Where the scene is narrower than this, open tools would cover too much of it. CSS pixels. */
const MENU_BELOW_PX = 1_000;

/** The tools over the scene: open where there is room, else a menu behind one button. */
export function SceneTools() {
  const place = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow(place);
  return (
    <>
      <div ref={place} className="scene-tools-measure" aria-hidden="true" />
      {isNarrow ? (
        <ToolsMenu />
      ) : (
        <div className="overlay-tools">
          <ToolBar />
          <GroundPanel />
        </div>
      )}
    </>
  );
}

function ToolsMenu() {
  const { t } = useTranslation("scene");
  const menu = useDisclosure();
  return (
    <div className="tools-menu" {...menu.handlers}>
      <button
        ref={menu.opener}
        type="button"
        className="tools-opener float"
        aria-expanded={menu.isOpen}
        data-testid="tools"
        onClick={menu.toggle}
      >
        <Icon name="tools" />
        <span>{t("tools.title")}</span>
        <Icon name="down" size={10} />
      </button>
      {menu.isOpen && (
        // Takes the focus of a press beside its buttons, which would close it.
        <div className="overlay-tools" tabIndex={-1}>
          <ToolBar />
          <GroundPanel />
        </div>
      )}
    </div>
  );
}

/** Whether an element as wide as the scene is narrow. It is measured, since panels beside it open and close. */
function useIsNarrow(place: RefObject<HTMLElement | null>): boolean {
  const [isNarrow, setNarrow] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const watch = new ResizeObserver(([entry]) => {
      if (entry) setNarrow(entry.contentRect.width < MENU_BELOW_PX);
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [place]);
  return isNarrow;
}
