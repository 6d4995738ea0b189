import { Button } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useUploadStore } from "../../client/upload-store.ts";
import { Icon } from "../icons.tsx";

/** What a file dialog offers; anything else is still judged by its content on the server. */
const ACCEPTED = ".ifc,.ifczip,.zip";

/** Chooses IFC files and sends them: as models of their own, or one as a new revision of `model`. */
export function UploadButton(props: {
  readonly label: string;
  readonly model: string | null;
  readonly isPrimary?: boolean;
}) {
  const { t } = useTranslation("models");
  const field = useRef<HTMLInputElement>(null);
  const add = useUploadStore((state) => state.add);
  return (
    <>
      <input
        ref={field}
        type="file"
        hidden
        accept={ACCEPTED}
        multiple={props.model === null}
        aria-label={t("upload.files")}
        data-testid={props.model === null ? "upload-files" : "upload-revision"}
        onChange={({ target }) => {
          add([...(target.files ?? [])], props.model);
          target.value = ""; // the same file may be chosen again
        }}
      />
      <Button
        type={props.isPrimary ? "primary" : "default"}
        icon={<Icon name="upload" size={14} />}
        onClick={() => field.current?.click()}
      >
        {props.label}
      </Button>
    </>
  );
}
