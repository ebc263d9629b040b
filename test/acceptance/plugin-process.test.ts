/** The process contract alone, judged by real cores: a provider that has no protocol behind it but one answer of four bytes. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { thisPlatform } from "../../scripts/build/mirror";
import {
  bundleTinyProvider,
  isAlive,
  socketsLeft,
  type TinyBundle,
  TinyProcess,
} from "../provider-bridge/plugin/tiny-process";
import { appears } from "../support/appears";
import { describeCores } from "../support/cores";
import { flat, Workspace } from "../support/terraform";

const ADDRESS = "registry.terraform.io/example/tiny";
const CONFIGURATION = `terraform {\n  required_providers {\n    tiny = { source = "${ADDRESS}" }\n  }\n}\nprovider "tiny" {}\n`;
const SCHEMA = ["providers", "schema", "-json", "-no-color"];

let bundle: TinyBundle;
let mirror: string;
beforeAll(() => {
  bundle = bundleTinyProvider();
  mirror = mkdtempSync(join(tmpdir(), "tiny-mirror-"));
  const folder = join(mirror, ADDRESS, "1.0.0", thisPlatform());
  mkdirSync(folder, { recursive: true });
  const executable = join(folder, "terraform-provider-tiny_v1.0.0");
  writeFileSync(executable, `#!/usr/bin/env node\n${readFileSync(bundle.path, "utf8")}`);
  chmodSync(executable, 0o755);
});
afterAll(() => {
  bundle.remove();
  rmSync(mirror, { recursive: true, force: true });
});

describeCores("A plugin process", (core) => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = new Workspace({
      core,
      installation: `filesystem_mirror {\n  path = ${JSON.stringify(mirror)}\n}`,
      environment: { TMPDIR: bundle.socketFolder },
    });
    workspace.write("main.tf", CONFIGURATION);
    await workspace.succeed("init", "-no-color");
  });
  afterEach(() => {
    workspace.remove();
    expect(socketsLeft(bundle)).toEqual([]);
  });

  async function schemas(environment: Readonly<Record<string, string>> = {}): Promise<string> {
    const { code, stdout, stderr } = await workspace.run(SCHEMA, { environment });
    expect(code).toBe(code === 0 ? 0 : `0, but it said ${stdout}${stderr}`);
    return stdout;
  }

  test("is started, trusted, asked and ended, and nobody has to wait for it", async () => {
    const startMs = performance.now();
    expect(JSON.parse(await schemas())).toMatchObject({
      provider_schemas: { [ADDRESS]: { provider: { version: 0, block: {} } } },
    });
    expect(performance.now() - startMs).toBeLessThan(10_000); // 2 s are lost on each process that does not end itself
    await workspace.succeed("validate", "-no-color");
  });

  test("serves without TLS when the user has switched it off", async () => {
    expect(await schemas({ TF_DISABLE_PLUGIN_TLS: "1" })).toContain(ADDRESS);
  });

  test("writes log lines that are shown with their level and fields", async () => {
    const log = join(workspace.folder, "trace.log");
    await schemas({ TF_LOG: "JSON", TF_LOG_PATH: log });
    const lines = workspace.read("trace.log").trim().split("\n");
    const read = lines.map((line): Record<string, unknown> => JSON.parse(line));
    const unknown = "/tfplugin6.Provider/GetResourceIdentitySchemas"; // newer cores ask for it, tiny does not have it
    const ours = read.filter((line) => line["provider"] === "example/tiny" && line["tf_rpc"] !== unknown);
    expect(ours.map((line) => [line["@level"], line["@message"]])).toEqual([
      ["debug", "Provider process begins"],
      ["info", "Methods loaded"],
      ["debug", "Schema asked"],
      ["trace", "Multi\nline"],
      ["debug", "Provider process ends"],
    ]);
    expect(ours[1]).toMatchObject({ password: "(redacted)", note: "(redacted)" });
    expect(JSON.stringify(read)).not.toMatch(/hunter2|correct-horse/);
    expect(read.filter((line) => /^\{"@|plugin did not respond|killing/i.test(String(line["@message"])))).toEqual([]);
  });

  test("logs what its own variable asks for", async () => {
    const log = join(workspace.folder, "log");
    await schemas({ TF_LOG: "trace", TF_LOG_PROVIDER_TINY: "info", TF_LOG_PATH: log });
    expect(workspace.read("log")).toContain("Methods loaded");
    expect(workspace.read("log")).not.toContain("Schema asked");
  });

  test("that cannot start says why where the user sees it", async () => {
    const environment = { PLUGIN_UNIX_SOCKET_DIR: join(bundle.socketFolder, "missing") };
    const { code, stderr } = await workspace.run(SCHEMA, { environment });
    expect(code).toBe(1);
    expect(flat(stderr)).toContain(
      "Cannot create a socket for the provider: set PLUGIN_UNIX_SOCKET_DIR to a short path of a directory that can be " +
        "written and has space left",
    );
  });

  test("that crashes leaves its stack", async () => {
    const log = join(workspace.folder, "log");
    const environment = { TINY_CRASHES: "yes", TF_LOG: "ERROR", TF_LOG_PATH: log };
    const { code, stdout, stderr } = await workspace.run(SCHEMA, { environment });
    expect(code).toBe(1);
    // OpenTofu 1.12 writes a plugin's stack to its log only, whatever the plugin is written in.
    const said = core.family === "tofu" ? workspace.read("log") : stdout + stderr;
    expect(flat(said)).toContain("panic: TypeError: Cannot go on: the password is (redacted)");
    expect(said).not.toContain("correct-horse");
  });

  test("ends when the core is killed in the middle of a call", async () => {
    const note = join(workspace.folder, "hangs");
    const running = workspace.run(SCHEMA, { environment: { TINY_HANGS: note } });
    await appears(note);
    const [processId = 0, coreId = 0] = workspace.read("hangs").split(" ").map(Number);
    expect(isAlive(processId)).toBe(true);
    process.kill(coreId, "SIGKILL"); // the core alone, not its process group
    await running; // its output ends only when the provider has closed its own end as well
    await until(() => !isAlive(processId));
  });

  test("can be attached to, again and again", async () => {
    const provider = new TinyProcess(bundle, { args: ["--debug"], environment: { TF_PLUGIN_MAGIC_COOKIE: undefined } });
    try {
      await provider.until("stdout", "Ctrl-C ends");
      const value = /^export TF_REATTACH_PROVIDERS='(.*)'$/m.exec(provider.stdout)?.[1] ?? "";
      // the source of tiny names its host, so that the key of its own (without one) has to be made to match
      const attached = { TF_REATTACH_PROVIDERS: value.replace('"example/tiny"', `"${ADDRESS}"`) };
      for (let round = 0; round < 3; round += 1) {
        expect(await schemas(attached)).toContain(ADDRESS);
      }
      expect(isAlive(provider.child.pid ?? 0)).toBe(true);
      expect(provider.stderr).toContain("Methods loaded");
    } finally {
      provider.child.kill("SIGINT");
      await provider.closed();
    }
  });
});

/** Looks every 50 ms; rejects after 15 s. */
async function until(isTrue: () => boolean): Promise<void> {
  for (const deadlineMs = performance.now() + 15_000; !isTrue(); ) {
    if (performance.now() > deadlineMs) {
      throw new Error("It has not come about");
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
