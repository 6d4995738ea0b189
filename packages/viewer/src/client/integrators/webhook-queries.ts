import {
  type Webhook,
  type WebhookChange,
  WebhookDeliverySchema,
  type WebhookInput,
  WebhookSchema,
} from "@shuicheng/shared/contracts";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Type from "typebox";
import { requestJson, requestNothing } from "../http-client.ts";

const REFRESH_MS = 5_000;
const WebhooksAnswer = Type.Object({ items: Type.Array(WebhookSchema) });
const DeliveriesAnswer = Type.Object({ items: Type.Array(WebhookDeliverySchema) });
/** For how long messages bear the old signature, too: a day, in which the receiver is given the new secret. */
const KEEP_OLD_S = 86_400;

/** Who is told of what happens, and how that goes. An integrator reads its own, an administrator all. */
export function useWebhooks() {
  return useQuery({
    queryKey: ["webhooks"],
    queryFn: async ({ signal }) => (await requestJson("/webhooks", WebhooksAnswer, { signal })).items,
    refetchInterval: REFRESH_MS,
    staleTime: 0,
  });
}

/** The last attempts to deliver, newest first. They are read again when the webhook says that there was another. */
export function useDeliveries({ id, lastDeliveredAt, failures }: Webhook) {
  return useQuery({
    queryKey: ["webhooks", id, "deliveries", lastDeliveredAt, failures],
    queryFn: async ({ signal }) =>
      (await requestJson(`/webhooks/${id}/deliveries`, DeliveriesAnswer, { signal })).items,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** Everything that can be done with a webhook; the list is read again after each. */
export function useWebhookActions() {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ["webhooks"] });
  const change = (id: number, body: WebhookChange) =>
    requestJson(`/webhooks/${id}`, WebhookSchema, { method: "PATCH", body });
  return {
    /** Makes one where there is no id; the answer then holds the secret. */
    save: useMutation({
      mutationFn: ({ id, input }: { readonly id: number | undefined; readonly input: WebhookInput }) =>
        id === undefined
          ? requestJson("/webhooks", WebhookSchema, { method: "POST", body: input })
          : change(id, input),
      onSettled,
    }),
    enable: useMutation({
      mutationFn: ({ id, enabled }: { readonly id: number; readonly enabled: boolean }) =>
        change(id, { enabled }),
      onSettled,
    }),
    /** The answer holds the new secret. */
    rotate: useMutation({
      mutationFn: (id: number) => change(id, { rotateSecret: { keepOldS: KEEP_OLD_S } }),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (id: number) => requestNothing(`/webhooks/${id}`, { method: "DELETE" }),
      onSettled,
    }),
    /** Sends a message of type `test` now. */
    test: useMutation({
      mutationFn: (id: number) =>
        requestJson(`/webhooks/${id}/test`, WebhookDeliverySchema, { method: "POST" }),
      onSettled,
    }),
  };
}
