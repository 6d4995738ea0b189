import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocalModelStore } from "../../client/local-model-store.ts";
import { useUploadStore } from "../../client/upload-store.ts";
import { Dialog } from "../dialog.tsx";
import { Icon } from "../icons.tsx";
import { useIsWriter } from "./is-writer.ts";
import "../../app/local-texts.ts";
import "./drop-choice.css";

/** Asks what is to become of dropped files: opened in this browser, or sent to the server. Nothing happens before. */
export function DropChoice(props: { readonly files: readonly File[]; readonly onClose: () => void }) {
  const { t } = useTranslation("local");
  const isWriter = useIsWriter();
  const { files, onClose } = props;
  const choose = (act: () => void) => () => {
    act();
    onClose();
  };
  return (
    <Dialog
      title={
        files.length === 1
          ? t("choice.titleOne", { name: files[0]?.name ?? "" })
          : t("choice.titleMany", { count: files.length })
      }
      closeLabel={t("choice.close")}
      onClose={onClose}
    >
      <div className="drop-choice" data-testid="drop-choice">
        <div>
          <Button
            type="primary"
            icon={<Icon name="file" size={14} />}
            data-testid="choose-here"
            onClick={choose(() => useLocalModelStore.getState().open(files))}
          >
            {t("choice.here")}
          </Button>
          <p>{t("choice.hereLead")}</p>
        </div>
        <div>
          <Button
            icon={<Icon name="upload" size={14} />}
            disabled={!isWriter}
            data-testid="choose-upload"
            onClick={choose(() => useUploadStore.getState().add(files, null))}
          >
            {t("choice.upload")}
          </Button>
          <p>{isWriter ? t("choice.uploadLead") : t("choice.uploadSignIn")}</p>
        </div>
      </div>
    </Dialog>
  );
}
