import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a command of kubectl did. */
export interface CommandResult {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A kubectl with a folder of its own. */
export interface Kubectl {
  /** Lays a file into its folder, which "<tmp>" in arguments stands for. */
  write(name: string, content: Buffer): Promise<void>;
  /** Runs one command in `cwd`, with an empty home. */
  run(args: readonly string[], cwd: string): Promise<CommandResult>;
  close(): Promise<void>;
}

const longestCommandMs = 120_000;

/** The kubectl to use: `HEPHAESTUS_KUBECTL`, or the one on PATH. */
export function kubectlPath(): string {
  const configured = process.env["HEPHAESTUS_KUBECTL"];
  return configured !== undefined && configured !== "" ? configured : "kubectl";
}

/** The version of a kubectl ("v1.32.4-dispatcher"); undefined where there is none. */
export async function kubectlVersion(path: string): Promise<string | undefined> {
  const { stdout } = await execute(path, ["version", "--client"], { cwd: tmpdir(), env: process.env });
  return /Client Version: (\S+)/.exec(stdout)?.[1];
}

/** A kubectl that speaks to `server` as the recorder's admin; the certificate is not checked. */
export async function openKubectl(path: string, server: string): Promise<Kubectl> {
  const folder = await mkdtemp(join(tmpdir(), "hephaestus-kubectl-"));
  const kubeconfig = join(folder, "kubeconfig");
  await writeFile(kubeconfig, JSON.stringify(kubeconfigOf(server)));
  let count = 0;
  return {
    write: (name, content) => writeFile(join(folder, name), content),
    run: async (args, cwd) => {
      count += 1;
      const home = join(folder, `home-${count}`);
      await mkdir(home);
      const env = { PATH: process.env["PATH"], HOME: home, TMPDIR: home, KUBECONFIG: kubeconfig, LANG: "C" };
      const filled = args.map((arg) => arg.replaceAll("<tmp>", folder));
      return execute(path, filled, { cwd, env });
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function kubeconfigOf(server: string): unknown {
  return {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "recorder",
    clusters: [{ name: "recorder", cluster: { server, "insecure-skip-tls-verify": true } }],
    users: [{ name: "admin", user: { token: "admin-token" } }],
    contexts: [{ name: "recorder", context: { cluster: "recorder", user: "admin" } }],
  };
}

function execute(
  path: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const limits = { timeout: longestCommandMs, maxBuffer: 64 * 1024 * 1024 };
    execFile(path, [...args], { ...options, ...limits }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      resolve({ exit: typeof code === "number" ? code : 1, stdout, stderr });
    });
  });
}
