import { Fault } from "@shuicheng/shared/faults";
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import { callerOf } from "./principal.ts";

/** A request to SensorThings, as it stands in the request line. */
export interface StaAsked {
  readonly path: string;
  readonly query: string;
  readonly root: string;
}

/** What the routes ask of SensorThings; compose.ts answers. */
export interface StaQueries {
  /** JSON, a bare text, or undefined for a property without a value. @throws {Fault} `sta/*` */
  read(asked: StaAsked): Promise<{ readonly json: unknown } | { readonly text: string } | undefined>;
}

/** A change, as the routes hand it over; compose.ts answers. */
export interface StaCommands {
  create(change: StaCommand): Promise<StaMade>;
  createObservations(change: StaCommand): Promise<string[]>;
  update(change: StaCommand): Promise<StaMade>;
  remove(change: StaCommand): Promise<void>;
}

/** A request that changes something, and whose token it came with. */
export interface StaCommand extends StaAsked {
  readonly body: unknown;
  readonly tokenId: number;
}

/** What was made or changed, as JSON. */
export interface StaMade {
  readonly selfLink: string;
  readonly json: unknown;
}

/** 100,000 observations as columns. */
const MAX_BODY = "16mb";

/** `/sta/v1.1`: OGC SensorThings API 1.1. Paths hold parentheses and quotes, so they are read by `sta/` and not by patterns here. */
export function createStaRouter(sta: StaQueries & StaCommands, requireIntegrator: RequestHandler): Router {
  const router = Router();
  const readJson = express.json({ limit: MAX_BODY, strict: false });
  router.get(/.*/, async (request, response) => {
    const answer = await sta.read(askedOf(request));
    if (!answer) response.status(204).end();
    else if ("text" in answer) response.type("text/plain").send(answer.text);
    else response.json(answer.json);
  });
  router.post("/CreateObservations", requireIntegrator, readJson, async (request, response) => {
    response.status(201).json(await sta.createObservations(commandOf(request, response)));
  });
  router.post(/.*/, requireIntegrator, readJson, async (request, response) => {
    const { selfLink, json } = await sta.create(commandOf(request, response));
    response.status(201).location(selfLink).json(json);
  });
  router.patch(/.*/, requireIntegrator, readJson, async (request, response) => {
    const { selfLink, json } = await sta.update(commandOf(request, response));
    response.location(selfLink).json(json);
  });
  router.delete(/.*/, requireIntegrator, async (request, response) => {
    await sta.remove(commandOf(request, response));
    response.status(200).end();
  });
  router.all(/.*/, (request, response) => {
    response.set("Allow", "GET, HEAD, POST, PATCH, DELETE");
    throw new Fault(
      "sta/not-allowed",
      `${request.method} is not taken here; GET, POST, PATCH and DELETE are`,
    );
  });
  return router;
}

function commandOf(request: Request, response: Response): StaCommand {
  const { tokenId } = callerOf(response);
  if (tokenId === undefined)
    throw new Fault("access/forbidden", "writing needs a token: Authorization: Bearer …");
  return { ...askedOf(request), body: request.body, tokenId };
}

/** The request line, and where the client thinks it is: a proxy in front says by which protocol it was asked. */
function askedOf(request: Request): StaAsked {
  const [address, ...query] = request.originalUrl.split("?");
  const [said] = (request.get("x-forwarded-proto") ?? "").split(",");
  const protocol = said === "https" || said === "http" ? said : request.protocol;
  return {
    path: (address as string).slice(request.baseUrl.length),
    query: query.join("?"),
    root: `${protocol}://${request.get("host") ?? "localhost"}${request.baseUrl}`,
  };
}
