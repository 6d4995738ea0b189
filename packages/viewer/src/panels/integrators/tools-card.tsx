import type { Integrator } from "@shuicheng/shared/contracts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConnectorList } from "./connector-list.tsx";
import { Sandbox } from "./sandbox.tsx";
import { SourceList } from "./source-list.tsx";
import { TabBar } from "./tab-bar.tsx";
import { TableImportForm } from "./table-import-form.tsx";
import { WebhookList } from "./webhook-list.tsx";
import "./tools-card.css";

type Tool = "sandbox" | "table" | "connectors" | "sources" | "webhooks";

/** What one tries and brings in: the sandbox, a table of datastreams, connectors, sources, webhooks. What was typed stays when one looks elsewhere. */
export function ToolsCard(props: {
  readonly integrators: readonly Integrator[];
  readonly isAdministrator: boolean;
}) {
  const { t } = useTranslation("integrators");
  const [tool, setTool] = useState<Tool>("sandbox");
  const tools: readonly Tool[] = props.isAdministrator
    ? ["sandbox", "table", "connectors", "sources", "webhooks"]
    : ["sandbox", "table", "webhooks"];
  return (
    <section className="card tools-card" data-testid="tools">
      <div className="card-head">
        <TabBar
          label={t("tabs.label")}
          tabs={tools.map((id) => ({ id, title: t(`tabs.${id}`) }))}
          chosen={tool}
          onChoose={setTool}
        />
        <span className="card-note">{t(`${tool}.note`)}</span>
      </div>
      <div className="tools-body" hidden={tool !== "sandbox"}>
        <Sandbox />
      </div>
      <div className="tools-body" hidden={tool !== "table"}>
        <TableImportForm />
      </div>
      {tool === "connectors" && (
        <div className="tools-body">
          <ConnectorList integrators={props.integrators} />
        </div>
      )}
      {tool === "sources" && (
        <div className="tools-body">
          <SourceList integrators={props.integrators} />
        </div>
      )}
      {tool === "webhooks" && (
        <div className="tools-body">
          <WebhookList integrators={props.integrators} />
        </div>
      )}
    </section>
  );
}
