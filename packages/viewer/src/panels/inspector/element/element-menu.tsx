import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { closeElementMenu, useElementMenuStore } from "../../../client/inspector/element-menu-store.ts";
import { countWith, ELEMENT_STATE, rowsWith } from "../../../client/inspector/element-states.ts";
import { showSelectionInCity } from "../../../client/inspector/link/city-link.ts";
import { fitSelection, useInspectorStore } from "../../../client/inspector-store.ts";
import { nameOfElement } from "../../../client/live-binding/bound-element.ts";
import { isLocalId } from "../../../client/local-model-store.ts";
import { copyText } from "../../copy-text.ts";
import { Icon, type IconName } from "../../icons.tsx";
import "./element-menu.css";

interface MenuAction {
  readonly name: "hide" | "isolate" | "ghost" | "fit" | "city" | "copy" | "showAll" | "fitAll";
  readonly icon: IconName;
  readonly letter: string;
  run(): void;
}

const store = useInspectorStore.getState;
const ACTIONS: readonly MenuAction[] = [
  { name: "fit", icon: "target", letter: "H", run: fitSelection },
  { name: "isolate", icon: "model", letter: "I", run: () => store().isolate() },
  { name: "hide", icon: "eyeOff", letter: "J", run: () => store().hideSelected() },
  { name: "ghost", icon: "eye", letter: "R", run: () => store().toggleGhosts() },
  { name: "city", icon: "pin", letter: "B", run: () => void showSelectionInCity() },
  { name: "copy", icon: "copy", letter: "", run: () => void copyText(selectedGlobalIds()) },
];
const OF_ALL: readonly MenuAction[] = [
  { name: "showAll", icon: "replay", letter: "A", run: () => store().showAll() },
  { name: "fitAll", icon: "home", letter: "0", run: () => store().look({ to: "home" }) },
];

/** The menu that a right click or a long press opens: what can be done with the selection, or with all. */
export function ElementMenu() {
  const { t } = useTranslation("inspector");
  const at = useElementMenuStore((state) => state.at);
  const menu = useRef<HTMLDivElement>(null);
  const name = useSelectionName();
  const isLocal = useInspectorStore(({ primary }) => primary !== null && isLocalId(primary.model));
  useEffect(() => {
    const element = menu.current;
    if (!at || !element) return;
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(0, Math.min(at.xPx, window.innerWidth - width - 4))}px`;
    element.style.top = `${Math.max(0, Math.min(at.yPx, window.innerHeight - height - 4))}px`;
    const opener = document.activeElement;
    element.querySelector("button")?.focus();
    const onDown = ({ target }: PointerEvent): void => {
      if (!element.contains(target as Node)) closeElementMenu();
    };
    window.addEventListener("pointerdown", onDown, { capture: true });
    window.addEventListener("blur", closeElementMenu);
    return () => {
      window.removeEventListener("pointerdown", onDown, { capture: true });
      window.removeEventListener("blur", closeElementMenu);
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [at]);
  if (!at) return null;
  const actions = at.isOfElement
    ? [...ACTIONS.filter((each) => !isLocal || each.name !== "city"), OF_ALL[0]]
    : OF_ALL;
  const title = at.isOfElement ? name : t("menu.nothing");
  return (
    <div
      ref={menu}
      className="element-menu float"
      role="menu"
      tabIndex={-1}
      aria-label={t("menu.title", { name: title })}
      data-testid="element-menu"
      onKeyDown={pressMenuKey}
    >
      <p aria-hidden="true">{title}</p>
      {actions.map(
        (action) =>
          action && (
            <button
              key={action.name}
              type="button"
              role="menuitem"
              data-testid={`menu-${action.name}`}
              onClick={() => {
                closeElementMenu();
                action.run();
              }}
            >
              <Icon name={action.icon} size={14} />
              <span>{t(`menu.${action.name}`)}</span>
              {action.letter && <kbd>{action.letter}</kbd>}
            </button>
          ),
      )}
    </div>
  );
}

/** Up and down, to the ends, and away (WAI-ARIA Authoring Practices, menu pattern). */
function pressMenuKey(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll("button")];
  const now = items.indexOf(document.activeElement as HTMLButtonElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") closeElementMenu();
  else if (next === undefined) return;
  else items[(next + items.length) % items.length]?.focus();
  event.preventDefault();
  event.stopPropagation();
}

function useSelectionName(): string {
  const { t } = useTranslation("inspector");
  const { models, states, primary } = useInspectorStore();
  const count = [...states.values()].reduce((sum, own) => sum + countWith(own, ELEMENT_STATE.selected), 0);
  const model = primary && models.get(primary.model);
  return count === 1 && model && primary ? nameOfElement(model, primary.row) : t("menu.several", { count });
}

/** One a line. */
function selectedGlobalIds(): string {
  const { models, states } = store();
  const ids = [...states].flatMap(([id, own]) => {
    const globalIds = models.get(id)?.table.objects.globalId;
    return [...rowsWith(own, ELEMENT_STATE.selected)].flatMap((row) => globalIds?.[row] || []);
  });
  return ids.join("\n");
}
