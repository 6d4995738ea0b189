import { Button, Input } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSignIn } from "../client/session-queries.ts";
import { ProblemNotice } from "./problem-notice.tsx";
import "./sign-in-form.css";

/** Name and password. Failures stay in words above the button until the next try. */
export function SignInForm({ onSignedIn }: { readonly onSignedIn?: () => void }) {
  const { t } = useTranslation("access");
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [isTried, setTried] = useState(false);
  const signIn = useSignIn();
  const nameId = useId();
  const passwordId = useId();

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (username === "" || password === "") return;
    signIn.mutate({ username, password }, { onSuccess: () => onSignedIn?.() });
  };

  return (
    <form className="sign-in" noValidate onSubmit={submit} data-testid="sign-in">
      <label htmlFor={nameId}>{t("signIn.username")}</label>
      <Input
        id={nameId}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        aria-invalid={isTried && username === ""}
        aria-describedby={`${nameId}-missing`}
        value={username}
        onChange={(event) => setUsername(event.target.value)}
      />
      <p className="sign-in-missing" id={`${nameId}-missing`}>
        {isTried && username === "" && t("signIn.required", { field: t("signIn.username") })}
      </p>
      <label htmlFor={passwordId}>{t("signIn.password")}</label>
      <Input
        id={passwordId}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        aria-invalid={isTried && password === ""}
        aria-describedby={`${passwordId}-missing`}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <p className="sign-in-missing" id={`${passwordId}-missing`}>
        {isTried && password === "" && t("signIn.required", { field: t("signIn.password") })}
      </p>
      {signIn.isError && <ProblemNotice error={signIn.error} />}
      <Button type="primary" htmlType="submit" disabled={signIn.isPending}>
        {signIn.isPending ? t("signIn.submitting") : t("signIn.submit")}
      </Button>
      <p className="sign-in-hint">{t("signIn.hint")}</p>
    </form>
  );
}
