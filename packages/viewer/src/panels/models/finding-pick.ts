import type { Finding } from "@shuicheng/shared/contracts";
import { createContext } from "react";

/**
 * What a page does with the elements that a finding names; undefined for a finding that names none that the page knows. Null
 * where a page shows findings and no elements.
 */
export const FindingPick = createContext<((finding: Finding) => (() => void) | undefined) | null>(null);
