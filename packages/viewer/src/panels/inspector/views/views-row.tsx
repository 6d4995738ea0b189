import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { writeViewLink } from "../../../client/inspector/link/link-format.ts";
import { useSavedViewStore } from "../../../client/inspector/views/saved-view-store.ts";
import {
  openView,
  removeView,
  renameView,
  updateView,
} from "../../../client/inspector/views/view-actions.ts";
import type { ListedView } from "../../../client/inspector/views/view-storage.ts";
import { formatNumber } from "../../../format/number.ts";
import { formatMoment } from "../../../format/time.ts";
import { Icon } from "../../icons.tsx";
import { useTimeStyle } from "../../use-time-style.ts";
import { IconButton } from "../tool-panel.tsx";
import { shareSavedView } from "./share-saved-view.ts";
import { useIsChangeable, useStartMarkup } from "./use-start-markup.ts";
import { ViewNameField } from "./views-name-field.tsx";

/** A saved view: its picture and name lead back to it; what else can be done with it stands below while it is shown. */
export function ViewRow({ view, isShown }: { readonly view: ListedView; readonly isShown: boolean }) {
  const { t } = useTranslation("inspectorViews");
  const renaming = useSavedViewStore((state) => state.renaming);
  const row = useRef<HTMLLIElement>(null);
  const isChangeable = useIsChangeable(view);
  const rename = (): void => useSavedViewStore.setState({ renaming: view.id });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") focusRow(row.current, event.key);
    else if (event.key === "F2" && isChangeable) rename();
    else if (event.key === "Delete" && isChangeable) void removeView(view);
    else return;
    event.preventDefault();
  };
  const isRenamed = renaming === view.id;
  return (
    <li ref={row} className="view-row" aria-current={isShown} data-testid="view-row" onKeyDown={onKeyDown}>
      <button
        type="button"
        className="view-open"
        aria-label={t("open", { name: view.name })}
        data-testid="view-open"
        onClick={() => void openView(view)}
      >
        {view.picture ? (
          <img src={view.picture} alt="" width={96} height={54} loading="lazy" />
        ) : (
          <span className="view-blank">
            <Icon name="views" size={20} />
          </span>
        )}
        {!isRenamed && <ViewWords view={view} />}
      </button>
      {isRenamed && (
        <ViewNameField
          name={view.name}
          onDone={(name) => {
            if (name) void renameView(view, name);
            else useSavedViewStore.setState({ renaming: null });
            row.current?.querySelector("button")?.focus();
          }}
        />
      )}
      <ViewActions view={view} isShown={isShown} isChangeable={isChangeable} onRename={rename} />
    </li>
  );
}

function ViewWords({ view }: { readonly view: ListedView }) {
  const { t } = useTranslation("inspectorViews");
  const style = useTimeStyle();
  const revisions = useSavedViewStore((state) => state.revisions);
  const model = useSavedViewStore((state) => state.model);
  const now = revisions.get(model ?? "");
  const { createdAt, createdBy, changedAt, changedBy, modelRevision: revision, version } = view;
  const time = (atMs: number) => formatMoment(atMs, Date.now(), style);
  const author = view.place === "browser" ? t("browserOnly") : createdBy?.name;
  const isOld = revision !== null && now !== undefined && revision !== now;
  const hints = [
    view.name,
    version > 1 && changedBy && t("changedBy", { name: changedBy.name, time: time(changedAt) }),
    isOld && t("revisionNow", { number: revision, now }),
  ];
  return (
    <span className="view-words" title={hints.filter(Boolean).join("\n")}>
      <b>{view.name}</b>
      <small>{author ? t("by", { name: author, time: time(createdAt) }) : time(createdAt)}</small>
      <small>
        {[
          isOld && t("revision", { number: revision }),
          view.shapes > 0 && t("shapes", { number: formatNumber(view.shapes) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </small>
    </span>
  );
}

function ViewActions(props: {
  readonly view: ListedView;
  readonly isShown: boolean;
  readonly isChangeable: boolean;
  readonly onRename: () => void;
}) {
  const { t } = useTranslation("inspectorViews");
  const { view, isShown, isChangeable, onRename } = props;
  const startMarkup = useStartMarkup(view);
  return (
    <div className="view-actions" role="toolbar" aria-label={t("more", { name: view.name })}>
      {isShown && (
        <button type="button" className="tool-button" data-testid="view-mark" onClick={startMarkup}>
          <Icon name="cloud" size={14} /> {t(isChangeable ? "markup.edit" : "markup.editHere")}
        </button>
      )}
      <span />
      {isChangeable && (
        <>
          <IconButton icon="pen" label={`${t("rename")} (F2)`} onPress={onRename} />
          <IconButton
            icon="camera"
            label={t(view.shapes > 0 ? "updateKeeps" : "update")}
            onPress={() => void updateView(view)}
          />
        </>
      )}
      {view.place === "server" && (
        <IconButton
          icon="link"
          label={t("share")}
          onPress={() => void shareSavedView(writeViewLink(view.id))}
        />
      )}
      {isChangeable && (
        <IconButton icon="trash" label={`${t("remove")} (Delete)`} onPress={() => void removeView(view)} />
      )}
    </div>
  );
}

/** The row above or below takes the focus. */
function focusRow(row: HTMLElement | null, key: "ArrowDown" | "ArrowUp"): void {
  const next = key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
  next?.querySelector("button")?.focus();
}
