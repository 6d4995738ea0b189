import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession, useSignOut } from "../client/session-queries.ts";
import { Dialog } from "./dialog.tsx";
import { Icon } from "./icons.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { TokenDesk } from "./token-desk.tsx";
import { useDisclosure } from "./use-disclosure.ts";

/** Who is signed in, with what an account can do behind its name; else the way to sign in. */
export function AccountMenu() {
  const { t } = useTranslation(["header", "access"]);
  const user = useSession().data?.user ?? null;
  const [open, setOpen] = useState<"signIn" | "tokens" | null>(null);
  const close = (): void => setOpen(null);
  return (
    <>
      {user === null || user.role === "anonymous" ? (
        <Button size="small" icon={<Icon name="user" size={14} />} onClick={() => setOpen("signIn")}>
          {t("header:account.signIn")}
        </Button>
      ) : (
        <Account
          name={user.name}
          role={t(`header:account.${user.role}`)}
          onTokens={user.role === "administrator" ? () => setOpen("tokens") : undefined}
        />
      )}
      {open === "signIn" && (
        <Dialog title={t("access:signIn.title")} closeLabel={t("access:signIn.close")} onClose={close}>
          <SignInForm onSignedIn={close} />
        </Dialog>
      )}
      {open === "tokens" && (
        <Dialog title={t("access:tokens.title")} closeLabel={t("access:tokens.close")} onClose={close}>
          <TokenDesk />
        </Dialog>
      )}
    </>
  );
}

function Account(props: {
  readonly name: string;
  readonly role: string;
  readonly onTokens: (() => void) | undefined;
}) {
  const { t } = useTranslation("header");
  const menu = useDisclosure();
  const signOut = useSignOut();
  return (
    <div className="account" {...menu.handlers}>
      <button
        ref={menu.opener}
        type="button"
        className="account-opener"
        aria-expanded={menu.isOpen}
        title={`${props.name} • ${props.role}`}
        data-testid="account"
        onClick={menu.toggle}
      >
        <Icon name="user" />
        <span className="account-name">
          {props.name} • {props.role}
        </span>
        <Icon name="down" size={10} />
      </button>
      {menu.isOpen && (
        <div className="account-menu">
          {props.onTokens && (
            <Button
              size="small"
              type="text"
              onClick={() => {
                menu.close();
                props.onTokens?.();
              }}
            >
              {t("account.tokens")}
            </Button>
          )}
          <Button size="small" type="text" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
            {t("account.signOut")}
          </Button>
        </div>
      )}
    </div>
  );
}
