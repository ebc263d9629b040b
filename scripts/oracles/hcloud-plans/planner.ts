import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "../../../provider-bridge/framework/contract/context";
import { type ReattachServer, reattachEnvironment, serveForReattach } from "../../../provider-bridge/plugin";
import { createStandInMethods } from "../../../sandbox/stand-in";
import { addressesOf } from "../../build/mirror";
import type { Core } from "../../cores";
import { Json } from "../hcloud-http/json";
import { MarkedMethods } from "./marked-methods";
import { members, type PlanCase, type PlanResult } from "./plan-case";
import { distinct, type Told } from "./told";

const ADDRESS = "registry.terraform.io/hetznercloud/hcloud";

/** As the recording: a token of the right length, and an endpoint where nothing listens. */
const ENVIRONMENT = { HCLOUD_TOKEN: "0".repeat(64), HCLOUD_ENDPOINT: "http://127.0.0.1:1/v1" };

const REQUIRED =
  'terraform {\n  required_providers {\n    hcloud = {\n      source = "hetznercloud/hcloud"\n    }\n  }\n}\n';

/** More than any plan of these takes. */
const COMMAND_DEADLINE_MS = 120_000;
const MAX_OUTPUT_BYTES = 64 * 2 ** 20;

const silent: Logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Plans cases with a real core that is attached to the stand-in in this process. */
export class Planner {
  readonly #core: Core;
  readonly #server: ReattachServer;
  readonly #marks: MarkedMethods;
  readonly #environment: Record<string, string | undefined>;
  readonly #base: string;
  #count = 0;

  private constructor(
    core: Core,
    environment: Record<string, string | undefined>,
    served: { readonly server: ReattachServer; readonly marks: MarkedMethods },
  ) {
    this.#core = core;
    this.#environment = environment;
    this.#server = served.server;
    this.#marks = served.marks;
    this.#base = mkdtempSync(join(tmpdir(), "hephaestus-plans-"));
  }

  /** Serves the stand-in; cases with a provider block of their own have no token in the environment, and one each. */
  static async start(core: Core, environment: Readonly<Record<string, string>> = ENVIRONMENT): Promise<Planner> {
    const marks = new MarkedMethods(createStandInMethods({ environment, log: silent }));
    const server = await serveForReattach({ providerAddress: ADDRESS, methods: marks.methods });
    return new Planner(core, environment, { server, marks });
  }

  /** Plans all cases at once, each as a module. */
  async planTogether(cases: readonly PlanCase[]): Promise<readonly PlanResult[]> {
    const folder = this.#folder();
    const modules = cases.map((_case, index) => `module "c${index}" {\n  source = "./c${index}"\n}\n`);
    writeFileSync(join(folder, "main.tf"), REQUIRED + modules.join(""));
    for (const [index, one] of cases.entries()) {
      mkdirSync(join(folder, `c${index}`));
      writeFileSync(join(folder, `c${index}`, "main.tf"), REQUIRED + one.config);
    }
    const stored = cases.flatMap((one, index) => storedResources(one, `module.c${index}`));
    const result = await this.#plan(folder, stored);
    return cases.map((_case, index) => under(result, `module.c${index}.`));
  }

  /** Plans one case in a folder of its own. */
  async planAlone(one: PlanCase): Promise<PlanResult> {
    if (one.hasProviderBlock) return planWith(this.#core, one);
    return this.#planOne(one);
  }

  /** Plans with the environment of this planner. */
  planHere(one: PlanCase): Promise<PlanResult> {
    return this.#planOne(one);
  }

  async #planOne(one: PlanCase): Promise<PlanResult> {
    const folder = this.#folder();
    writeFileSync(join(folder, "versions.tf"), REQUIRED);
    writeFileSync(join(folder, "main.tf"), one.config);
    return this.#plan(folder, storedResources(one, undefined));
  }

  /** Ends the server and removes every folder. */
  close(): void {
    this.#server.close();
    rmSync(this.#base, { recursive: true, force: true });
  }

  #folder(): string {
    this.#count += 1;
    const folder = join(this.#base, String(this.#count));
    mkdirSync(folder);
    return folder;
  }

  async #plan(folder: string, stored: readonly unknown[]): Promise<PlanResult> {
    if (stored.length > 0) writeFileSync(join(folder, "terraform.tfstate"), stateFile(stored));
    await this.#run(folder, "get");
    const text = await this.#run(folder, "plan", "-refresh=false", "-input=false", "-out=p", "-json");
    const lines = text.split("\n").filter((line) => line.startsWith("{"));
    const told = lines
      .map((line) => new Json(JSON.parse(line)))
      .filter((line) => line.get("type").text() === "diagnostic");
    const diagnostics = told.map((line) => line.get("diagnostic"));
    const failed = diagnostics.some((each) => each.get("severity").text() === "error");
    const shown = failed ? new Json({}) : new Json(JSON.parse(await this.#run(folder, "show", "-json", "p")));
    rmSync(folder, { recursive: true, force: true });
    return { failed, changes: changesOf(shown), told: distinct(diagnostics.map((each) => this.#toldOf(each))) };
  }

  #toldOf(diagnostic: Json): Told {
    const { detail, attribute } = this.#marks.unmark(diagnostic.get("detail").text());
    return {
      severity: diagnostic.get("severity").text(),
      summary: diagnostic.get("summary").text(),
      detail: withoutHost(detail),
      address: withoutHost(diagnostic.get("address").text()),
      byProvider: attribute !== undefined,
      attribute: attribute ?? "",
    };
  }

  #run(folder: string, ...args: readonly string[]): Promise<string> {
    const attached = reattachEnvironment(
      Object.fromEntries(addressesOf(ADDRESS).map((each) => [each, this.#server.reattachConfig])),
    );
    const env = {
      PATH: process.env["PATH"],
      HOME: this.#base,
      CHECKPOINT_DISABLE: "1",
      TF_REATTACH_PROVIDERS: attached,
    };
    return new Promise((done) => {
      execFile(
        this.#core.path,
        [...args],
        {
          cwd: folder,
          env: { ...env, ...this.#environment },
          timeout: COMMAND_DEADLINE_MS,
          maxBuffer: MAX_OUTPUT_BYTES,
        },
        (_error, stdout) => done(stdout),
      );
    });
  }
}

async function planWith(core: Core, one: PlanCase): Promise<PlanResult> {
  const planner = await Planner.start(core, { HCLOUD_ENDPOINT: ENVIRONMENT.HCLOUD_ENDPOINT, ...one.environment });
  try {
    return await planner.planHere(one);
  } finally {
    planner.close();
  }
}

/** Recordings leave the registry's host out. */
function withoutHost(text: string): string {
  return text.replaceAll("registry.terraform.io/", "");
}

function changesOf(shown: Json): ReadonlyMap<string, Json> {
  return new Map(
    shown
      .get("resource_changes")
      .list()
      .map((each) => [each.get("address").text(), each]),
  );
}

/** What of a plan of many belongs to one module. */
function under(result: PlanResult, prefix: string): PlanResult {
  const changes = [...result.changes].filter(([address]) => address.startsWith(prefix));
  const told = result.told.filter(({ address }) => address.startsWith(prefix));
  return {
    failed: told.some(({ severity }) => severity === "error"),
    changes: new Map(changes.map(([address, change]) => [address.slice(prefix.length), change])),
    told: told.map((each) => ({
      ...each,
      address: each.address.slice(prefix.length),
      detail: each.detail.replaceAll(prefix, ""),
    })),
  };
}

function storedResources(one: PlanCase, module: string | undefined): readonly unknown[] {
  return one.priorState.map((resource) => ({
    ...(module === undefined ? {} : { module }),
    mode: "managed",
    type: resource.get("type").text(),
    name: resource.get("name").text(),
    provider: `provider["${ADDRESS}"]`,
    instances: [
      {
        ...(resource.get("tainted").flag() ? { status: "tainted" } : {}),
        schema_version: resource.get("schema_version").number(),
        attributes: Object.fromEntries(members(resource.get("attributes")).map(([name, value]) => [name, value.value])),
        sensitive_attributes: resource.get("sensitive_attributes").value ?? [],
      },
    ],
  }));
}

function stateFile(resources: readonly unknown[]): string {
  const head = { version: 4, terraform_version: "1.11.4", serial: 1, lineage: "00000000-0000-0000-0000-000000000000" };
  return JSON.stringify({ ...head, outputs: {}, resources, check_results: null });
}
