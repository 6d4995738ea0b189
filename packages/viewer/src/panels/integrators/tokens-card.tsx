import type { Integrator } from "@shuicheng/shared/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../dialog.tsx";
import { Icon } from "../icons.tsx";
import { Card } from "../models/card.tsx";
import { TokenMaker } from "../token-desk.tsx";
import { QuotaDialog } from "./quota-dialog.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";
import { TokenRow } from "./token-row.tsx";
import "./plain-table.css";
import "./tokens-card.css";

type Asked = { readonly what: "quota" | "revoke"; readonly integrator: Integrator };

/** Tokens with what they send today; one of them is chosen, and the rest of the page is about it. */
export function TokensCard(props: {
  readonly integrators: readonly Integrator[];
  readonly chosen: number | undefined;
  readonly isAdministrator: boolean;
  readonly onChoose: (id: number) => void;
  readonly onMade: (id: number, secret: string) => void;
}) {
  const { t } = useTranslation("integrators");
  const [isMaking, setMaking] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = (): void => setAsked(null);
  const heads = ["name", "created", "lastSeen", "rate", "datastreams", "today", "perSecond"] as const;
  return (
    <Card
      title={t("tokens.title")}
      testId="tokens"
      extra={
        props.isAdministrator && (
          <Button size="small" icon={<Icon name="plus" size={14} />} onClick={() => setMaking(true)}>
            {t("tokens.create")}
          </Button>
        )
      }
    >
      {props.integrators.length === 0 ? (
        <p className="card-empty">{t(props.isAdministrator ? "tokens.none" : "tokens.noneMine")}</p>
      ) : (
        <div className="tokens-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} className={NUMBERS.has(head) ? "is-number" : undefined} scope="col">
                    {t(`tokens.${head}`)}
                  </th>
                ))}
                {props.isAdministrator && (
                  <th scope="col">
                    <span className="visually-hidden">{t("tokens.actions")}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {props.integrators.map((integrator) => (
                <TokenRow
                  key={integrator.id}
                  integrator={integrator}
                  isChosen={integrator.id === props.chosen}
                  isAdministrator={props.isAdministrator}
                  onChoose={() => props.onChoose(integrator.id)}
                  onAsk={(what) => setAsked({ what, integrator })}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isMaking && (
        <Dialog title={t("tokens.create")} closeLabel={t("close")} onClose={() => setMaking(false)}>
          <TokenMaker onCreated={(token, id) => props.onMade(Number(id), token)} />
        </Dialog>
      )}
      {asked?.what === "quota" && <QuotaDialog integrator={asked.integrator} onClose={close} />}
      {asked?.what === "revoke" && <RevokeDialog integrator={asked.integrator} onClose={close} />}
    </Card>
  );
}

const NUMBERS: ReadonlySet<string> = new Set(["rate", "datastreams", "today", "perSecond"]);
