/** The real kubectl, on a cluster of the sandbox. */
import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as grpc from "@grpc/grpc-js";
import { Json } from "../../../scripts/oracles/hcloud-http/json";
import { kubeconfigOf } from "./kubeconfig-client";

/** Whether there is a kubectl to ask. */
export const hasKubectl = (() => {
  try {
    execFileSync("kubectl", ["version", "--client"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

/** Why tests that want kubectl are skipped. */
export const noKubectl = "there is no kubectl on PATH";

/** What a command said. */
export interface Said {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const limitMs = 30_000;

/** kubectl with a kubeconfig of its own, in a folder that {@link close} removes. */
export class Kubectl {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(kubeconfig: string): Promise<Kubectl> {
    const folder = await mkdtemp(join(tmpdir(), "kubectl-"));
    await writeFile(join(folder, "config"), kubeconfig, { mode: 0o600 });
    return new Kubectl(folder);
  }

  /** With the kubeconfig that a control plane hands out. */
  static async of(client: grpc.Client): Promise<Kubectl> {
    return Kubectl.open(await kubeconfigOf(client));
  }

  close(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }

  /** Runs a command to its end, whatever that is; `stdin` is what it reads. */
  run(args: readonly string[], stdin = ""): Promise<Said> {
    const [config, cache] = [join(this.#folder, "config"), join(this.#folder, "cache")];
    const all = ["--kubeconfig", config, "--cache-dir", cache, ...args];
    return new Promise((resolve, reject) => {
      const child = execFile("kubectl", all, { timeout: limitMs }, (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code === "number") resolve({ exitCode: code, stdout, stderr });
        else reject(new Error(`kubectl ${args.join(" ")} did not end: ${stderr}`, { cause: error }));
      });
      child.stdin?.end(stdin);
    });
  }

  /** Runs a command that must succeed, and gives what it printed. */
  async say(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(args);
    if (exitCode !== 0) throw new Error(`kubectl ${args.join(" ")} ended with ${exitCode}: ${stderr}`);
    return stdout;
  }

  /** `get … -o json` */
  async get(...args: string[]): Promise<Json> {
    return new Json(JSON.parse(await this.say("get", ...args, "-o", "json")));
  }

  /** `apply -f -` of JSON objects. */
  async apply(...objects: object[]): Promise<string> {
    const text = JSON.stringify({ apiVersion: "v1", kind: "List", items: objects });
    const { exitCode, stdout, stderr } = await this.run(["apply", "-f", "-"], text);
    if (exitCode !== 0) throw new Error(`kubectl apply ended with ${exitCode}: ${stderr}`);
    return stdout;
  }
}

/** The rows of a printed table, without its head, each split at blanks. */
export function rowsOf(table: string): string[][] {
  return table
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s{2,}/));
}
