import { Button } from "antd";
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../client/api-problem.ts";
import { CodeNotice } from "./problem-notice.tsx";
import "./part-boundary.css";

const CODES: ReadonlySet<string> = new Set(["page/outdated", "page/part-missing"]);

/** Says that a part of the page did not come, and offers to load the page anew. React tells of it only to a class. */
export class PartBoundary extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    // What else goes wrong is not ours to hide.
    if (!(error instanceof ApiProblem) || !CODES.has(error.code)) throw error;
    return <MissingPart code={error.code} />;
  }
}

function MissingPart({ code }: { readonly code: string }) {
  const { t } = useTranslation("states");
  return (
    <main className="missing-part" data-testid="missing-part">
      <CodeNotice code={code} />
      <Button type="primary" onClick={() => window.location.reload()}>
        {t("reload")}
      </Button>
    </main>
  );
}
