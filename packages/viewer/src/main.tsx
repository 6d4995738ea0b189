import "@fontsource-variable/noto-sans-sc";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { startI18n } from "./app/i18n.ts";
import { applyTheme } from "./app/theme.ts";
import { createQueryClient } from "./client/query-client.ts";
import { readThemeChoice } from "./client/theme-choice.ts";
import { useViewStore } from "./client/view-store.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
const theme = readThemeChoice();
useViewStore.getState().setTheme(theme);
applyTheme(document.documentElement, theme);
await startI18n();
createRoot(root).render(<App queries={createQueryClient()} />);
