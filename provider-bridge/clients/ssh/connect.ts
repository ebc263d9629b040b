/** One connection attempt. The library is loaded when the first one is made. */
import type { Client } from "ssh2";
import type { CallContext } from "../transport";
import { readablePrivateKey } from "./private-key";
import { SshError, type SshErrorCode } from "./ssh-error";
import { type SshTarget, targetText } from "./target";

/** A silent peer is noticed after three of these, milliseconds. */
const keepAliveIntervalMs = 10_000;

/**
 * Connects and authenticates.
 * @throws SshError, and the signal's reason when the operation was cancelled.
 */
export async function connect(target: SshTarget, { signal }: CallContext): Promise<Client> {
  signal.throwIfAborted();
  const privateKey = readablePrivateKey(target.privateKey);
  const ssh2: typeof import("ssh2") = require("ssh2");
  const client = new ssh2.Client();
  let refusedKey = false;
  let cancel: (() => void) | undefined;
  const ready = new Promise<void>((resolve, reject) => {
    client.once("ready", resolve);
    client.once("error", reject);
    client.once("close", () => reject(new Error("Connection was closed")));
    cancel = () => reject(signal.reason);
    signal.addEventListener("abort", cancel, { once: true });
  });
  try {
    client.connect({
      host: target.host,
      port: target.port,
      username: target.user,
      privateKey,
      readyTimeout: target.timeoutMs,
      keepaliveInterval: keepAliveIntervalMs,
      hostVerifier: (key: Buffer) => {
        refusedKey = !target.hostKey.accepts(key);
        return !refusedKey;
      },
    });
    await ready;
  } catch (error) {
    ready.catch(() => undefined); // Thrown by connect() itself: nobody waits for readiness any more.
    client.on("error", () => undefined);
    client.destroy();
    signal.throwIfAborted();
    throw refusedKey ? otherHostKey(target) : connectError(error, target);
  } finally {
    if (cancel !== undefined) signal.removeEventListener("abort", cancel);
  }
  client.on("error", () => undefined); // A later break shows where it hurts: in the command that runs.
  return client;
}

function otherHostKey(target: SshTarget): SshError {
  return new SshError(
    "host_key",
    `Cannot connect to "${targetText(target)}": it shows another host key than "${target.hostKey.fingerprint}" before. Nothing was sent; somebody else may be answering at this address`,
  );
}

function connectError(error: unknown, target: SshTarget): SshError {
  if (error instanceof SshError) return error;
  const message = textOf(error, "message");
  const why = message === "" ? String(error) : message;
  return new SshError(codeOf(error), `Cannot connect to "${targetText(target)}" over SSH: ${why}`, { cause: error });
}

/** The library marks its errors with a level; sockets mark theirs with a code. */
function codeOf(error: unknown): SshErrorCode {
  const level = textOf(error, "level");
  if (level === "client-authentication") return "authentication";
  if (level === "client-timeout") return "timed_out";
  if (/^Cannot parse privateKey/.test(textOf(error, "message"))) return "private_key";
  return "not_connected";
}

function textOf(error: unknown, field: "message" | "level"): string {
  if (typeof error !== "object" || error === null) return "";
  const value: unknown = Reflect.get(error, field);
  return typeof value === "string" ? value : "";
}
