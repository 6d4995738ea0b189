import type { Asset } from "@shuicheng/shared/contracts";
import type { ReactNode } from "react";
import { findAddress, formatAssetName } from "../format/asset-name.ts";
import { formatAssetClass } from "../format/terms.ts";
import { Icon } from "./icons.tsx";
import { splitMatch } from "./split-match.ts";
import { markOf, StatusMark } from "./status-mark.tsx";
import { useLanguage } from "./use-time-style.ts";

interface OptionProps {
  readonly id: string;
  readonly isActive: boolean;
  readonly onChoose: () => void;
}

/** An asset that was found: how it stands, name, and class, id and address to tell it from its likes. */
export function ResultOption(props: OptionProps & { readonly asset: Asset; readonly text: string }) {
  const { asset, text } = props;
  const language = useLanguage();
  const name = formatAssetName(asset, language);
  const about = [
    formatAssetClass(asset.class, language),
    name === asset.id ? undefined : asset.id,
    findAddress(asset, language),
  ];
  return (
    <Option {...props}>
      <StatusMark kind={markOf(asset.status)} size={14} />
      <span className="search-name">
        <Matched text={name} match={text} />
      </span>
      <span className="search-where">
        <Matched text={about.filter(Boolean).join(" • ")} match={text} />
      </span>
    </Option>
  );
}

/** A text that was looked for before. */
export function RecentOption(props: OptionProps & { readonly text: string }) {
  return (
    <Option {...props}>
      <Icon name="clock" size={14} />
      <span className="search-name">{props.text}</span>
    </Option>
  );
}

function Option(props: OptionProps & { readonly children: ReactNode }) {
  const { isActive } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox that owns this option handles the keys
    <div
      id={props.id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className={isActive ? "search-result is-active" : "search-result"}
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: "nearest" });
      }}
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onChoose}
    >
      {props.children}
    </div>
  );
}

/** The text with the part that was asked for in bold. */
function Matched({ text, match }: { readonly text: string; readonly match: string }) {
  const [before, hit, after] = splitMatch(text, match);
  return (
    <>
      {before}
      {hit !== "" && <b>{hit}</b>}
      {after}
    </>
  );
}
