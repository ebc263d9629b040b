/** One SSH connection: sessions that run commands. */
import type { Connection, ServerChannel, Session } from "ssh2";
import { authenticate, type Credentials } from "./authentication";
import { channelFiles } from "./channel-files";
import type { CommandEnd, Guest } from "./guest";
import { Killed, signalNumbers } from "./process";

/** What a connection is served with. */
export interface ConnectionOptions {
  guest: Guest;
  /** Asked at each attempt: a password may be reset while the machine runs. */
  credentials: () => Credentials;
  /** Aborted when the guest ends. */
  guestSignal: AbortSignal;
  /** Hears of each command as it begins and ends. */
  note: (text: string) => void;
}

/** Variables that sshd takes from a client. */
const acceptedVariables = /^(LANG|LC_\w+)$/;

/** Serves a connection until one side ends it. */
export function serveConnection(connection: Connection, options: ConnectionOptions): void {
  connection.on("authentication", (context) => authenticate(context, options.credentials()));
  connection.on("session", (accept) => serveSession(accept(), options));
  connection.on("request", (_accept, reject) => reject?.());
  connection.on("tcpip", (_accept, reject) => reject());
  // A client that goes away in the middle is no error of ours.
  connection.on("error", () => undefined);
}

function serveSession(session: Session, options: ConnectionOptions): void {
  const environment = new Map<string, string>();
  const kill = new AbortController();
  session.on("env", (accept, reject, { key, val }: { key: string; val: string }) => {
    if (!acceptedVariables.test(key)) return reject?.();
    environment.set(key, val);
    accept?.();
  });
  session.on("pty", (accept) => accept?.());
  session.on("window-change", (accept) => accept?.());
  session.on("signal", (accept, _reject, { name }) => {
    accept?.();
    kill.abort(new Killed(name));
  });
  session.on("exec", (accept, _reject, { command }) => {
    const commandLine = Buffer.from(command, "utf8").toString("latin1");
    start(accept(), commandLine, {
      ...options,
      environment,
      signal: AbortSignal.any([kill.signal, options.guestSignal]),
    });
  });
  session.on("shell", (accept) => {
    start(accept(), "bash", { ...options, environment, signal: AbortSignal.any([kill.signal, options.guestSignal]) });
  });
  session.on("sftp", (_accept, reject) => reject?.());
  session.on("subsystem", (_accept, reject) => reject?.());
}

type CommandOptions = ConnectionOptions & { environment: ReadonlyMap<string, string>; signal: AbortSignal };

function start(channel: ServerChannel, commandLine: string, options: CommandOptions): void {
  channel.on("error", () => undefined);
  options.note(`runs: ${summary(commandLine)}`);
  void runCommand(channel, commandLine, options).catch((error: unknown) => {
    options.note(`fails inside the sandbox: ${error instanceof Error ? error.stack : String(error)}`);
    channel.exit(255);
    channel.end();
  });
}

async function runCommand(channel: ServerChannel, commandLine: string, options: CommandOptions): Promise<void> {
  const files = channelFiles({ input: channel, output: channel, errors: channel.stderr });
  const end = await options.guest.run(commandLine, files, options.signal, options.environment);
  files.closeAll();
  if (options.guestSignal.aborted) return;
  options.note(`ends ${"status" in end ? `with ${end.status}` : `by SIG${end.signal}`}: ${summary(commandLine)}`);
  finish(channel, end);
}

function finish(channel: ServerChannel, end: CommandEnd): void {
  if (channel.destroyed) return;
  if ("status" in end) channel.exit(end.status & 0xff);
  else if (end.signal in signalNumbers) channel.exit(end.signal, false);
  else channel.exit(255);
  channel.end();
  // What the client still sends is nobody's; reading on lets the channel close.
  channel.resume();
}

function summary(commandLine: string): string {
  const [first = ""] = commandLine.trim().split("\n");
  return first.length > 80 || first !== commandLine.trim() ? `${first.slice(0, 80)} …` : first;
}
