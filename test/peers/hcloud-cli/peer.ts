/** Hetzner's command line client walks every resource of a sandbox. */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "../../../sandbox";
import type { Evidence } from "../evidence";
import { makeVariables } from "../stack/variables";

const PEER = "hetznercloud/cli";
const WHAT = "every resource: list, describe, create, update, label, protect, every action, delete, refusals";

/** One command of the walk. */
interface WalkCommand {
  readonly args: readonly string[];
  /** What the message of a refusal holds; undefined where the command must succeed. */
  readonly refusal: string | undefined;
}

/** No command takes longer at speed 0. */
const COMMAND_DEADLINE_MS = 60_000;

/** Walks at speed 0; without the CLI's path it is skipped. */
export async function judgeByCli(): Promise<readonly Evidence[]> {
  const path = process.env["HEPHAESTUS_HCLOUD_CLI"];
  if (path === undefined || !existsSync(path)) {
    const reason = `HEPHAESTUS_HCLOUD_CLI ${path === undefined ? "is not set" : `names no file: "${path}"`}`;
    return [{ peer: PEER, what: WHAT, result: "skipped", detail: reason }];
  }
  const commands = readWalk(readFileSync(join(__dirname, "walk.txt"), "utf8"));
  const { version, problems } = await walk(path, commands);
  for (const problem of problems) console.log(`FAILED hcloud ${problem}`);
  return [
    {
      peer: `${PEER} ${version}`,
      what: WHAT,
      result: problems.length === 0 ? "passed" : "failed",
      detail:
        problems.length === 0
          ? `${commands.length} commands, ${commands.filter(({ refusal }) => refusal !== undefined).length} of them refused as wanted`
          : `${problems.length} of ${commands.length} commands, the first: ${problems[0]}`,
    },
  ];
}

/** Reads a walk: blank lines and comments left out. */
export function readWalk(text: string): readonly WalkCommand[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => {
      const words = line.trim().split(/\s+/);
      if (words[0] !== "!") return { args: words, refusal: undefined };
      return { args: words.slice(2), refusal: (words[1] ?? "").replaceAll("_", " ") };
    });
}

async function walk(path: string, commands: readonly WalkCommand[]) {
  const sandbox = await startSandbox();
  const folder = mkdtempSync(join(tmpdir(), "hephaestus-peer-cli-"));
  try {
    await layOutFiles(folder);
    const run = (args: readonly string[]) => runCli(path, args, folder, sandbox.environment);
    const { said } = await run(["version"]);
    const problems: string[] = [];
    for (const command of commands) {
      const problem = judged(command, await run(command.args));
      if (problem !== undefined) problems.push(`${command.args.join(" ")}: ${problem}`);
    }
    return { version: said.replace(/^hcloud\s+/, "").trim(), problems };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await sandbox.close();
  }
}

async function layOutFiles(folder: string): Promise<void> {
  const { ssh_public_key: key, certificate } = await makeVariables();
  const rule = { direction: "in", protocol: "tcp", port: "443", source_ips: ["0.0.0.0/0", "::/0"] };
  const files = {
    "key.pub": key,
    "cert.pem": certificate.certificate,
    "key.pem": certificate.private_key,
    "rules.json": JSON.stringify([rule]),
    "user-data": "#cloud-config\n{}\n",
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}

interface CliResult {
  readonly failed: boolean;
  readonly said: string;
}

function runCli(
  path: string,
  args: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<CliResult> {
  const env = { PATH: process.env["PATH"], HOME: folder, ...environment };
  return new Promise((done) => {
    execFile(
      path,
      ["--poll-interval", "20ms", ...args],
      { cwd: folder, env, timeout: COMMAND_DEADLINE_MS },
      (error, stdout, stderr) => done({ failed: error !== null, said: `${stdout}${stderr}` }),
    );
  });
}

/** Messages are compared without regard to how words are joined: the CLI prints codes now and then, sentences mostly. */
function judged({ refusal }: WalkCommand, { failed, said }: CliResult): string | undefined {
  const lastLine = said.trim().split("\n").at(-1) ?? "";
  if (refusal === undefined) return failed ? lastLine : undefined;
  if (!failed) return "was not refused";
  return said.replaceAll("_", " ").includes(refusal) ? undefined : `was refused otherwise: ${lastLine}`;
}
