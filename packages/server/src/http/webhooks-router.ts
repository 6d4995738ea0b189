import {
  type Webhook,
  type WebhookChange,
  WebhookChangeSchema,
  type WebhookDelivery,
  type WebhookInput,
  WebhookInputSchema,
} from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import { RequestFault } from "./error-handler.ts";
import { callerOf } from "./principal.ts";
import { createBodyReader } from "./read-request.ts";

/** What the webhooks' routes ask; compose.ts answers. */
export interface WebhookQueries {
  list(): Promise<readonly Webhook[]>;
  find(id: number): Promise<Webhook | undefined>;
  /** @param owner Token; null: an administrator. @throws {Fault} `webhook/*`, `request/invalid` */
  add(owner: number | null, input: WebhookInput): Promise<Webhook>;
  /** @throws {Fault} `webhook/*`, `request/invalid` */
  change(id: number, change: WebhookChange): Promise<Webhook>;
  remove(id: number): Promise<void>;
  test(id: number): Promise<WebhookDelivery>;
  deliveries(id: number): Promise<readonly WebhookDelivery[]>;
  /** Ids in a filter that nothing has: the field, the place in it and the id. */
  findStrangers(input: WebhookChange): readonly { field: string; index: number; id: string }[];
}

/** Of the longest filters. */
const MAX_BODY = "2mb";
const MAX_STRANGERS = 20;

/** `/webhooks`: who is told of what happens. An integrator sees its own, an administrator all. */
export function createWebhooksRouter(webhooks: WebhookQueries, requireWriter: RequestHandler): Router {
  const router = Router();
  const readJson = express.json({ limit: MAX_BODY });
  const readInput = createBodyReader(WebhookInputSchema);
  const readChange = createBodyReader(WebhookChangeSchema);
  const ownerOf = (response: Response) => callerOf(response).tokenId ?? null;

  /** Of another's it is not said that there is one. */
  async function find(request: Request, response: Response): Promise<Webhook> {
    const webhook = await webhooks.find(Number(request.params.id));
    const owner = ownerOf(response);
    if (webhook && (owner === null || webhook.token === owner)) return webhook;
    throw new Fault("webhook/unknown", `there is no webhook ${request.params.id}`);
  }

  function requireKnown(input: WebhookChange): void {
    const strangers = webhooks.findStrangers(input).slice(0, MAX_STRANGERS);
    const [first] = strangers;
    if (!first) return;
    throw new RequestFault(
      `/${first.field}/${first.index} names ${first.id}, which is not there`,
      strangers.map(({ field, index, id }) => ({
        ...{ pointer: `/${field}/${index}`, message: `there is no ${id}` },
      })),
    );
  }

  router.use(requireWriter);
  router.get("/", async (_request, response) => {
    const owner = ownerOf(response);
    const all = await webhooks.list();
    response.json({ items: all.filter(({ token }) => owner === null || token === owner) });
  });
  router.post("/", readJson, async (request, response) => {
    const input = await readInput(request);
    requireKnown(input);
    const webhook = await webhooks.add(ownerOf(response), input);
    response.status(201).location(`/api/v1/webhooks/${webhook.id}`).json(webhook);
  });
  router.get("/:id", async (request, response) => {
    response.json(await find(request, response));
  });
  router.patch("/:id", readJson, async (request, response) => {
    const { id } = await find(request, response);
    const change = await readChange(request);
    requireKnown(change);
    response.json(await webhooks.change(id, change));
  });
  router.delete("/:id", async (request, response) => {
    await webhooks.remove((await find(request, response)).id);
    response.status(204).end();
  });
  router.post("/:id/test", async (request, response) => {
    response.json(await webhooks.test((await find(request, response)).id));
  });
  router.get("/:id/deliveries", async (request, response) => {
    response.json({ items: await webhooks.deliveries((await find(request, response)).id) });
  });
  return router;
}
