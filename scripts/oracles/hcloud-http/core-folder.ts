/** A folder in which a real core runs one command after the other, attached to a provider in this process. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Core } from "../../cores";
import type { CommandStep } from "./http-case";
import { toldOf } from "./http-case";
import { Json } from "./json";

/** More than any command of the recording takes, the longest back-off included. */
const COMMAND_DEADLINE_MS = 120_000;
const MAX_OUTPUT_BYTES = 64 * 2 ** 20;

const REQUIRED =
  'terraform {\n  required_providers {\n    hcloud = {\n      source = "hetznercloud/hcloud"\n    }\n  }\n}\n';

/** What a command came to. */
export interface CommandResult {
  readonly succeeded: boolean;
  /** `severity address` of each diagnostic. */
  readonly told: ReadonlySet<string>;
  /** Summaries of errors, to be read by people. */
  readonly errors: readonly string[];
  /** Instances of the state file, as the recording has them; none after a plan. */
  readonly state: readonly Json[];
  /** By address; of a plan only. */
  readonly changes: Json;
}

/** Runs the commands of one case. */
export class CoreFolder {
  readonly #core: Core;
  readonly #folder: string;
  readonly #environment: Readonly<Record<string, string>>;

  /** `folder` exists and is empty; `environment` attaches the provider. */
  constructor(core: Core, folder: string, environment: Readonly<Record<string, string>>, providerBlock: string) {
    this.#core = core;
    this.#folder = folder;
    this.#environment = environment;
    writeFileSync(join(folder, "versions.tf"), REQUIRED + providerBlock);
  }

  /** Runs a step's command on its configuration. */
  async run(step: CommandStep): Promise<CommandResult> {
    writeFileSync(join(this.#folder, "main.tf"), step.config);
    const { succeeded, output } = await this.#command(argumentsOf(step));
    const told = output.map((line) => line.get("diagnostic")).filter((diagnostic) => !diagnostic.isNull);
    return {
      succeeded,
      told: toldOf(told),
      errors: told
        .filter((each) => each.get("severity").text() === "error")
        .map((each) => `${each.get("summary").text()}: ${each.get("detail").text()}`),
      state: step.command === "plan" ? [] : this.#state(),
      changes: step.command === "plan" && succeeded ? await this.#changes() : new Json({}),
    };
  }

  async #changes(): Promise<Json> {
    const { output } = await this.#command(["show", "-json", "p"]);
    const changes = (output[0] ?? new Json({})).get("resource_changes").list();
    return new Json(Object.fromEntries(changes.map((each) => [each.get("address").text(), each.get("change").value])));
  }

  #state(): readonly Json[] {
    const file = join(this.#folder, "terraform.tfstate");
    if (!existsSync(file)) return [];
    const resources = new Json(JSON.parse(readFileSync(file, "utf8"))).get("resources").list();
    return resources.flatMap((resource) => {
      const prefix = resource.get("mode").text() === "data" ? "data." : "";
      const address = `${prefix}${resource.get("type").text()}.${resource.get("name").text()}`;
      return resource
        .get("instances")
        .list()
        .map((instance) => new Json({ ...Object.fromEntries(plain(instance)), address }));
    });
  }

  #command(args: readonly string[]): Promise<{ readonly succeeded: boolean; readonly output: readonly Json[] }> {
    const env = {
      PATH: process.env["PATH"],
      HOME: this.#folder,
      CHECKPOINT_DISABLE: "1",
      TF_CLI_CONFIG_FILE: "/dev/null",
    };
    return new Promise((done) => {
      execFile(
        this.#core.path,
        [...args],
        {
          cwd: this.#folder,
          env: { ...env, ...this.#environment },
          timeout: COMMAND_DEADLINE_MS,
          maxBuffer: MAX_OUTPUT_BYTES,
        },
        (error, stdout) => {
          const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
          done({ succeeded: error === null, output: lines.map((line) => new Json(JSON.parse(line))) });
        },
      );
    });
  }
}

function plain(json: Json): readonly (readonly [string, unknown])[] {
  return json.entries().map(([name, value]) => [name, value.value] as const);
}

function argumentsOf({ command, importAddress, importId }: CommandStep): readonly string[] {
  const common = ["-input=false", "-parallelism=1"];
  if (command === "import") return ["import", "-input=false", "-no-color", importAddress, importId];
  if (command === "plan") return ["plan", ...common, "-out=p", "-json"];
  if (command === "refresh") return ["apply", "-refresh-only", "-auto-approve", ...common, "-json"];
  return [command, "-auto-approve", "-refresh=false", ...common, "-json"];
}
