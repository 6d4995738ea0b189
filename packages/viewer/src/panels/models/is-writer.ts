import { useSession } from "../../client/session-queries.ts";

/** Whether the person may upload, place and delete models. The server asks again. */
export function useIsWriter(): boolean {
  const role = useSession().data?.user?.role;
  return role === "administrator" || role === "integrator";
}
