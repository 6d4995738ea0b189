import type { Asset } from "@shuicheng/shared/contracts";
import {
  Fragment,
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { useAssetSearch } from "../client/asset-queries.ts";
import { useLayers } from "../client/layer-queries.ts";
import { keepRecentSearch, readRecentSearches } from "../client/recent-searches.ts";
import { useRouteStore } from "../client/route-store.ts";
import { useViewStore } from "../client/view-store.ts";
import { formatLayerName } from "../format/layer-name.ts";
import { Icon } from "./icons.tsx";
import { ProblemNotice } from "./problem-notice.tsx";
import { groupResults } from "./search-groups.ts";
import { RecentOption, ResultOption } from "./search-options.tsx";
import { useLanguage } from "./use-time-style.ts";
import "./search-box.css";

/** Search over assets: `/` comes here, arrows choose, Enter selects and flies, Escape leaves. */
export function SearchBox() {
  const { t } = useTranslation("header");
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  /** Presses of Enter without a hit: each says anew that there is none. */
  const [unmet, setUnmet] = useState(0);
  /** Enter was pressed before the answer to what is written had come. */
  const [isAwaited, setAwaited] = useState(false);
  const [recent, setRecent] = useState(readRecentSearches);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const asked = useDeferredValue(text);
  const search = useAssetSearch(asked);
  const isEmpty = text.trim() === "";
  const groups = isEmpty ? [] : groupResults(search.data?.items ?? []);
  const found = groups.flatMap((group) => group.assets);
  const options = isEmpty ? recent.length : found.length;
  const isShown = isOpen && (!isEmpty || recent.length > 0);

  const isAnswered = asked === text && !search.isPlaceholderData && !search.isPending;

  const close = (): void => {
    setOpen(false);
    setAwaited(false);
    setActive(0);
  };
  const choose = (asset: Asset): void => {
    const feature = { layer: asset.layer, featureIndex: asset.featureIndex };
    const { select, fly } = useViewStore.getState();
    useRouteStore.getState().go({ page: "city" }, { isFresh: true });
    select(feature);
    fly({ to: "feature", feature });
    setRecent(keepRecentSearch(text));
    setText("");
    close();
    // On to what was found, once it is there; Escape then closes it.
    input.current?.blur();
    requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-panel=asset]")?.focus());
  };
  const ask = (question: string): void => {
    setText(question);
    setActive(0);
    setOpen(true);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return; // Enter and arrows belong to the input method while it composes
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive((current) => (options === 0 ? 0 : (current + step + options) % options));
    } else if (event.key === "Enter") {
      const [asset, question] = [found[active], recent[active]];
      setOpen(true);
      if (isEmpty && question !== undefined) ask(question);
      else if (!isAnswered) setAwaited(!isEmpty);
      else if (asset) choose(asset);
      else setUnmet((count) => count + 1);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (text === "") input.current?.blur();
      setText("");
      close();
    }
  };

  useEffect(() => {
    if (!isAwaited || !isAnswered) return;
    setAwaited(false);
    if (found[0]) choose(found[0]);
    else setUnmet((count) => count + 1);
  });

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
        aria-activedescendant={isShown && options > 0 ? `${listId}-${active}` : undefined}
        placeholder={t("search.placeholder")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAwaited(false);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      <kbd>/</kbd>
      <div className="search-results" hidden={!isShown} data-testid="search-results">
        <div role="listbox" id={listId} aria-label={t("search.label")}>
          {isEmpty ? (
            <Recent {...{ recent, active, listId }} onAsk={ask} />
          ) : (
            groups.map((group) => (
              <ResultGroup key={group.layer} layer={group.layer}>
                {group.assets.map((asset) => (
                  <ResultOption
                    key={asset.id}
                    id={`${listId}-${found.indexOf(asset)}`}
                    asset={asset}
                    text={asked}
                    isActive={found.indexOf(asset) === active}
                    onChoose={() => choose(asset)}
                  />
                ))}
              </ResultGroup>
            ))
          )}
        </div>
        {search.isError && <ProblemNotice error={search.error} onRetry={() => void search.refetch()} />}
        <div className="search-note" role="status">
          {isShown && !isEmpty && <Fragment key={unmet}>{describe()}</Fragment>}
        </div>
      </div>
    </search>
  );

  function describe(): ReactNode {
    if (search.isError) return "";
    if (!isAnswered && (isAwaited || found.length === 0)) return t("search.searching");
    if (found.length === 0) {
      return (
        <>
          <strong data-testid="search-none">{t("search.none", { text: asked.trim() })}</strong>
          <p>{t("search.what")}</p>
        </>
      );
    }
    if (search.data?.nextCursor !== undefined) return t("search.more", { count: found.length });
    return t("search.results", { count: found.length });
  }
}

function Recent(props: {
  readonly recent: readonly string[];
  readonly active: number;
  readonly listId: string;
  readonly onAsk: (text: string) => void;
}) {
  const { t } = useTranslation("header");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
    <div role="group" aria-label={t("search.recent")}>
      <p className="search-group" aria-hidden="true">
        {t("search.recent")}
      </p>
      {props.recent.map((text, index) => (
        <RecentOption
          key={text}
          id={`${props.listId}-${index}`}
          text={text}
          isActive={index === props.active}
          onChoose={() => props.onAsk(text)}
        />
      ))}
    </div>
  );
}

function ResultGroup(props: { readonly layer: string; readonly children: ReactNode }) {
  const language = useLanguage();
  const layer = useLayers().data?.find(({ id }) => id === props.layer);
  const name = layer ? formatLayerName(layer, language) : props.layer;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
    <div role="group" aria-label={name}>
      <p className="search-group" aria-hidden="true">
        {name}
      </p>
      {props.children}
    </div>
  );
}
