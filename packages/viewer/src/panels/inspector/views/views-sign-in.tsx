import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../dialog.tsx";
import { useIsWriter } from "../../models/is-writer.ts";
import { SignInForm } from "../../sign-in-form.tsx";

/** Why views are kept in this browser only, and the way to sign in; nothing for who may write. */
export function ViewsSignIn() {
  const { t } = useTranslation("inspectorViews");
  const isWriter = useIsWriter();
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  if (isWriter) return null;
  return (
    <p className="tool-hint" data-testid="views-read-only">
      {t("readOnly")}{" "}
      <button type="button" className="text-button" onClick={() => setOpen(true)}>
        {t("signIn")}
      </button>
      {isOpen && (
        <Dialog title={t("signIn")} closeLabel={t("signInClose")} onClose={close}>
          <SignInForm onSignedIn={close} />
        </Dialog>
      )}
    </p>
  );
}
