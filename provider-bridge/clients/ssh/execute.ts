/** One command on an open connection: its input, its bounded output, and how it ended. */
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Client, ClientChannel } from "ssh2";
import type { CallContext } from "../transport";
import { BoundedOutput } from "./bounded-output";
import { SshError } from "./ssh-error";

/** What a command is given. */
export interface CommandInput {
  /** Standard input; a stream is read only as fast as the host takes it. @default none */
  readonly stdin?: string | Buffer | Readable;
  /** Bytes of each output that are kept, from its end. @default 1 MiB */
  readonly maxOutputBytes?: number;
  /** Hears each piece of standard output as it comes. @default nobody does */
  readonly onOutput?: (chunk: Buffer) => void;
}

/** How a command ended. */
export interface CommandResult {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  /** E.g. "KILL"; null when it ended by itself. */
  readonly signal: string | null;
  readonly stdout: Buffer;
  readonly stderr: string;
  /** Whether output was left out at its beginning. */
  readonly isCut: boolean;
}

const standardMaxBytes = 1_048_576;

/**
 * Runs a command to its end, whatever that is. A cancelled operation closes the channel, so that the command loses its
 * terminal and input.
 * @throws SshError "broken_off" when the connection is lost, and the signal's reason.
 */
export async function execute(
  client: Client,
  command: string,
  input: CommandInput,
  { signal }: CallContext,
): Promise<CommandResult> {
  signal.throwIfAborted();
  const { channel, ended } = await opened(client, command);
  const [stdout, stderr] = [outputOf(input), outputOf(input)];
  const close = () => channel.destroy();
  signal.addEventListener("abort", close, { once: true });
  // Cancelled while the channel was being opened: nobody would tell it any more.
  if (signal.aborted) close();
  try {
    channel.on("data", (chunk: Buffer) => {
      stdout.add(chunk);
      input.onOutput?.(chunk);
    });
    channel.stderr.on("data", (chunk: Buffer) => stderr.add(chunk));
    const [end] = await Promise.all([ended, fed(channel, input.stdin)]);
    signal.throwIfAborted();
    return { ...end, stdout: stdout.bytes(), stderr: stderr.text(), isCut: stdout.isCut || stderr.isCut };
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", close);
  }
}

function outputOf({ maxOutputBytes = standardMaxBytes }: CommandInput): BoundedOutput {
  return new BoundedOutput(maxOutputBytes);
}

type End = Pick<CommandResult, "exitCode" | "signal">;

/** The end is listened for at once: it may stand in the same packet as the channel's opening. */
function opened(client: Client, command: string): Promise<{ channel: ClientChannel; ended: Promise<End> }> {
  return new Promise((resolve, reject) => {
    const lost = () => reject(brokenOff());
    client.once("close", lost);
    try {
      client.exec(command, (error, channel) => {
        client.removeListener("close", lost);
        if (error === undefined) resolve({ channel, ended: endOf(client, channel) });
        else reject(brokenOff(error));
      });
    } catch (error) {
      reject(brokenOff(error));
    }
  });
}

function endOf(client: Client, channel: ClientChannel): Promise<End> {
  return new Promise((resolve, reject) => {
    let end: End | undefined;
    const lost = () => reject(brokenOff());
    client.once("close", lost);
    channel.on("exit", (code: number | null, name?: string) => {
      end = { exitCode: code, signal: name?.replace(/^SIG/, "") ?? null };
    });
    channel.on("error", (error: Error) => reject(brokenOff(error)));
    channel.on("close", () => {
      client.removeListener("close", lost);
      if (end === undefined) reject(brokenOff());
      else resolve(end);
    });
  });
}

/** A command may end before it has read all; that is its own business. */
async function fed(channel: ClientChannel, stdin: CommandInput["stdin"]): Promise<void> {
  if (stdin === undefined || typeof stdin === "string" || Buffer.isBuffer(stdin)) {
    channel.end(stdin);
    return;
  }
  await pipeline(stdin, channel, { end: true }).catch((error: unknown) => {
    if (stdin.errored !== null && !isClosedEarly(stdin.errored)) throw error;
  });
}

function isClosedEarly(error: Error): boolean {
  return "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
}

function brokenOff(cause?: unknown): SshError {
  const why = cause instanceof Error ? `: ${cause.message}` : "";
  return new SshError("broken_off", `the connection was lost before the command ended${why}`, { cause });
}
