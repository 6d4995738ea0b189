import type { Asset } from "@shuicheng/shared/contracts";
import { type KeyboardEvent, useDeferredValue, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAssetSearch, useLayers } from "../client/queries.ts";
import { useViewStore } from "../client/view-store.ts";
import { formatAssetClass } from "../format/terms.ts";
import { Icon } from "./icons.tsx";
import { ProblemNotice } from "./problem-notice.tsx";
import { markOf, StatusMark } from "./status-mark.tsx";
import { useLanguage } from "./use-time-style.ts";
import "./search-box.css";

/** Search over assets: `/` comes here, arrows choose, Enter selects and flies, Escape leaves. */
export function SearchBox() {
  const { t } = useTranslation("header");
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const asked = useDeferredValue(text);
  const search = useAssetSearch(asked);
  const found = asked.trim() === "" ? [] : (search.data?.items ?? []);
  const isShown = isOpen && text.trim() !== "";

  const close = (): void => {
    setOpen(false);
    setActive(0);
  };
  const choose = (asset: Asset): void => {
    const feature = { layer: asset.layer, featureIndex: asset.featureIndex };
    const { select, fly } = useViewStore.getState();
    select(feature);
    fly({ to: "feature", feature });
    setText("");
    close();
    // On to what was found, once it is there; Escape then closes it.
    input.current?.blur();
    requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-panel=asset]")?.focus());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return; // Enter and arrows belong to the input method while it composes
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive((current) => (found.length === 0 ? 0 : (current + step + found.length) % found.length));
    } else if (event.key === "Enter") {
      const asset = found[active];
      if (isShown && asset) choose(asset);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (text === "") input.current?.blur();
      setText("");
      close();
    }
  };

  return (
    <search
      className="search"
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && close()}
    >
      <Icon name="search" />
      <input
        ref={input}
        id="search"
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-label={t("search.label")}
        aria-expanded={isShown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isShown && found.length > 0 ? `${listId}-${active}` : undefined}
        placeholder={t("search.placeholder")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      <kbd>/</kbd>
      <div className="search-results" hidden={!isShown}>
        <div role="listbox" id={listId} aria-label={t("search.label")}>
          {found.map((asset, index) => (
            <Result
              key={`${asset.layer}/${asset.id}`}
              id={`${listId}-${index}`}
              asset={asset}
              isActive={index === active}
              onChoose={() => choose(asset)}
            />
          ))}
        </div>
        {search.isError && <ProblemNotice error={search.error} onRetry={() => void search.refetch()} />}
        <p className="search-note" role="status">
          {isShown && describe()}
        </p>
      </div>
    </search>
  );

  function describe(): string {
    if (search.isError) return "";
    if (search.isFetching && found.length === 0) return t("search.searching");
    if (found.length === 0) return t("search.none", { text: asked.trim() });
    if (search.data?.nextCursor !== undefined) return t("search.more", { count: found.length });
    return t("search.results", { count: found.length });
  }
}

function Result(props: {
  readonly id: string;
  readonly asset: Asset;
  readonly isActive: boolean;
  readonly onChoose: () => void;
}) {
  const { asset, isActive } = props;
  const language = useLanguage();
  const layer = useLayers().data?.find(({ id }) => id === asset.layer);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox that owns this option handles the keys
    <div
      id={props.id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className={isActive ? "search-result is-active" : "search-result"}
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onChoose}
    >
      <StatusMark kind={markOf(asset.status)} size={14} />
      <span className="search-name">{asset.name || asset.id}</span>
      <span className="search-where">
        {formatAssetClass(asset.class, language)} • {layer?.name ?? asset.layer}
      </span>
    </div>
  );
}
