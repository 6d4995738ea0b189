import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { useTranslation } from "react-i18next";
import { useSession } from "../client/session-queries.ts";
import { BrandMark } from "../panels/icons.tsx";
import { LanguageToggle } from "../panels/language-toggle.tsx";
import { ProblemNotice } from "../panels/problem-notice.tsx";
import { SignInForm } from "../panels/sign-in-form.tsx";
import { useLanguage } from "../panels/use-time-style.ts";
import { Pages } from "./pages.tsx";
import { ANTD_THEMES } from "./theme.ts";
import { useTheme } from "./use-theme.ts";
import "./base.css";

/** The page with its providers: server state, language, theme. */
export function App({ queries }: { readonly queries: QueryClient }) {
  const language = useLanguage();
  const theme = useTheme();
  return (
    <QueryClientProvider client={queries}>
      <ConfigProvider
        locale={language === "zh" ? zhCN : enUS}
        theme={ANTD_THEMES[theme]}
        button={{ autoInsertSpace: false }}
        wave={{ disabled: true }}
      >
        <Gate />
      </ConfigProvider>
    </QueryClientProvider>
  );
}

/** Lets in who is signed in, or everybody where public viewing is on; else asks for name and password. */
function Gate() {
  const { t } = useTranslation(["states", "access"]);
  const session = useSession();
  if (session.isPending) {
    return (
      <main className="sign-in-page">
        <p role="status">{t("states:loading")}</p>
      </main>
    );
  }
  if (session.isError) {
    return (
      <main className="sign-in-page">
        <LanguageToggle />
        <div className="sign-in-card">
          <ProblemNotice error={session.error} onRetry={() => void session.refetch()} />
        </div>
      </main>
    );
  }
  const { user, publicView } = session.data;
  // Another person is another cookie and may see other things: the page begins anew.
  if (user !== null || publicView) return <Pages key={user?.name ?? ""} />;
  return (
    <main className="sign-in-page">
      <LanguageToggle />
      <div className="sign-in-card">
        <h1>
          <BrandMark />
          {t("access:signIn.title")}
        </h1>
        <p>{t("access:signIn.lead")}</p>
        <SignInForm />
      </div>
    </main>
  );
}
