import { Button, Input, Popconfirm } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useServerSecondMs } from "../client/server-clock.ts";
import { useCreateToken, useDeleteToken, useTokens } from "../client/token-queries.ts";
import { formatAge } from "../format/age.ts";
import { formatMoment } from "../format/time.ts";
import { CopyButton } from "./copy-button.tsx";
import { ProblemNotice } from "./problem-notice.tsx";
import { useTimeStyle } from "./use-time-style.ts";
import "./token-desk.css";

/** Names a new token, makes it, and shows it this once. */
export function TokenMaker({
  onCreated,
}: {
  readonly onCreated?: (token: string, id: string | number) => void;
}) {
  const { t } = useTranslation("access");
  const [name, setName] = useState("");
  const create = useCreateToken();
  const nameId = useId();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate(name.trim(), {
      onSuccess: ({ token, id }) => {
        setName("");
        onCreated?.(token, id);
      },
    });
  };
  return (
    <div className="token-maker">
      <form onSubmit={submit}>
        <label htmlFor={nameId}>{t("tokens.name")}</label>
        <div className="token-maker-row">
          <Input
            id={nameId}
            value={name}
            maxLength={128}
            required
            placeholder={t("tokens.namePlaceholder")}
            onChange={(event) => setName(event.target.value)}
          />
          <Button htmlType="submit" type="primary" disabled={create.isPending || name.trim() === ""}>
            {create.isPending ? t("tokens.creating") : t("tokens.create")}
          </Button>
        </div>
      </form>
      {create.isError && <ProblemNotice error={create.error} />}
      {create.data && (
        <div className="token-once" role="status" data-testid="new-token">
          <p>{t("tokens.once", { name: create.data.name })}</p>
          <code>{create.data.token}</code>
          <CopyButton
            text={create.data.token}
            label={t("tokens.copy")}
            copied={t("tokens.copied")}
            failed={t("tokens.copyFailed")}
          />
        </div>
      )}
    </div>
  );
}

/** All tokens with when they were last used, and a way to revoke each. */
export function TokenDesk() {
  const { t } = useTranslation("access");
  const tokens = useTokens(true);
  const revoke = useDeleteToken();
  const nowMs = useServerSecondMs();
  const style = useTimeStyle();
  return (
    <div className="token-desk">
      <p className="token-lead">{t("tokens.lead")}</p>
      <TokenMaker />
      {tokens.isError && <ProblemNotice error={tokens.error} onRetry={() => void tokens.refetch()} />}
      {revoke.isError && <ProblemNotice error={revoke.error} />}
      {tokens.data?.length === 0 && <p className="token-lead">{t("tokens.none")}</p>}
      <ul>
        {tokens.data?.map((token) => (
          <li key={token.id}>
            <div>
              <strong>{token.name}</strong>
              <span>
                {t("tokens.created", { time: formatMoment(token.createdAt, nowMs, style) })}
                {" • "}
                {token.lastUsedAt === null
                  ? t("tokens.neverUsed")
                  : t("tokens.lastUsed", { age: formatAge(token.lastUsedAt, nowMs, style) })}
              </span>
            </div>
            <Popconfirm
              title={t("tokens.revokeQuestion", { name: token.name })}
              description={t("tokens.revokeConsequence")}
              okText={t("tokens.revoke")}
              cancelText={t("tokens.keep")}
              okButtonProps={{ danger: true }}
              onConfirm={() => revoke.mutate(token.id)}
            >
              <Button
                danger
                size="small"
                aria-label={t("tokens.revokeNamed", { name: token.name })}
                disabled={revoke.isPending}
              >
                {t("tokens.revoke")}
              </Button>
            </Popconfirm>
          </li>
        ))}
      </ul>
    </div>
  );
}
