import { join } from "node:path";
import type { OpcuaInput } from "@shuicheng/shared/contracts";
import { OPCUACertificateManager } from "node-opcua-certificate-manager";
import {
  type ClientSession,
  MessageSecurityMode,
  OPCUAClient,
  SecurityPolicy,
  setErrorLogger,
  setWarningLogger,
  UserTokenType,
} from "node-opcua-client";

const APPLICATION = "Shuicheng";
const MAX_RECONNECT_PAUSE_MS = 10_000;

// What it has to say comes as errors and events; it would write the same to the terminal.
setErrorLogger(() => {});
setWarningLogger(() => {});

/**
 * Makes a client that connects once, and reconnects by itself for as long as it takes.
 *
 * @param folder Keys and certificates of our own (made when they are missing) and of the servers that we know.
 */
export async function createClient(input: OpcuaInput, folder: string): Promise<OPCUAClient> {
  const certificates = new OPCUACertificateManager({
    rootFolder: join(folder, input.trustFirst ? "pki-trusting" : "pki"),
    automaticallyAcceptUnknownCertificate: input.trustFirst,
  });
  await certificates.initialize();
  return OPCUAClient.create({
    applicationName: APPLICATION,
    clientName: APPLICATION,
    clientCertificateManager: certificates,
    securityMode: MessageSecurityMode[input.security],
    securityPolicy: input.security === "None" ? SecurityPolicy.None : SecurityPolicy.Basic256Sha256,
    // Behind address translation a server names an address of its own.
    endpointMustExist: false,
    keepSessionAlive: true,
    connectionStrategy: { initialDelay: 200, maxDelay: MAX_RECONNECT_PAUSE_MS, maxRetry: 1 },
  });
}

/** Opens a session, as the configured user or as nobody. */
export async function openSession(client: OPCUAClient, { user }: OpcuaInput): Promise<ClientSession> {
  return client.createSession(
    user
      ? { type: UserTokenType.UserName, userName: user.name, password: user.password ?? "" }
      : { type: UserTokenType.Anonymous },
  );
}
