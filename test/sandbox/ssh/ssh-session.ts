/** A client of ssh2 on the rescue server of a test: logs in, runs commands, hears what the sandbox notes. */
import { readFileSync } from "node:fs";
import { Client, type ConnectConfig } from "ssh2";
import type { RescueServer } from "./rescue-server";

/** What a command came to. */
export interface Result {
  stdout: Buffer;
  stderr: string;
  code: number | null;
  signal: string | null;
}

/** Waits until `check` says yes; the test's own time-out bounds it. */
export async function until(check: () => boolean): Promise<void> {
  while (!check()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Logs in as root with the key of the test, unless `config` says otherwise. */
export function login(server: RescueServer, config: ConnectConfig = {}): Promise<Client> {
  const client = new Client();
  return new Promise((resolve, reject) => {
    client.once("ready", () => resolve(client));
    client.on("error", reject);
    client.connect({
      host: server.address,
      port: server.port,
      username: "root",
      privateKey: readFileSync(server.keyPath),
      readyTimeout: 5000,
      ...config,
    });
  });
}

/** Waits for a line in the sandbox's event log. */
export function noted(server: RescueServer, text: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = server.sandbox.world.events.on((event) => {
      if (event.type !== "note" || !event.text.includes(text)) return;
      stop();
      resolve();
    });
  });
}

/** Runs a command on a connection; `signal` is sent at its first output. */
export function exec(client: Client, command: string, input?: Buffer, signal?: string): Promise<Result> {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => {
      if (error !== undefined && error !== null) return reject(error);
      const stdout: Buffer[] = [];
      let stderr = "";
      let end: Pick<Result, "code" | "signal"> = { code: null, signal: null };
      channel.on("data", (chunk: Buffer) => {
        stdout.push(chunk);
        if (signal !== undefined) channel.signal(signal);
      });
      channel.stderr.on("data", (chunk: Buffer) => {
        stderr += chunk.toString("latin1");
      });
      channel.on("exit", (code: number | null, name?: string) => {
        end = { code, signal: name ?? null };
      });
      channel.on("close", () => resolve({ stdout: Buffer.concat(stdout), stderr, ...end }));
      if (signal === undefined) channel.end(input);
    });
  });
}

/** Runs a command on a connection of its own. */
export async function once(
  server: RescueServer,
  command: string,
  input?: Buffer,
  config?: ConnectConfig,
): Promise<Result> {
  const client = await login(server, config);
  try {
    return await exec(client, command, input);
  } finally {
    client.end();
  }
}
