/** Our provider, a sandbox that it speaks to, and a folder with a configuration, driven by each core. */
import { createProvider, PROVIDER_ADDRESS } from "../../provider-bridge/provider";
import { type Sandbox, startSandbox } from "../../sandbox";
import type { Core } from "../../scripts/cores";
import { describeCores } from "./cores";
import { serveInProcess } from "./in-process";
import { Workspace } from "./terraform";

/** Our provider and a folder with a configuration. */
export interface ProviderStage {
  readonly workspace: Workspace;
  /** Writes `main.tf` for our provider; `settings` is what stands in its block. */
  write(body: string, settings?: string): void;
  /** An output of the last apply. */
  output(name: string): Promise<unknown>;
  /** Takes everything down. */
  close(): Promise<void>;
}

/** What a test without machines works with. */
export interface SandboxStage extends ProviderStage {
  readonly sandbox: Sandbox;
}

/** What our provider speaks to, and ends with the stage. */
type World = Pick<Sandbox, "environment" | "close">;

/** A stage that is to be closed; `settings` is what stands in our provider's block unless a test says otherwise. */
export async function openProviderStage(core: Core, world: World, settings = ""): Promise<ProviderStage> {
  const provider = await serveInProcess(createProvider(world.environment), PROVIDER_ADDRESS);
  const workspace = new Workspace({ core, environment: provider.environment });
  return {
    workspace,
    write: (body, own = settings) => workspace.write("main.tf", head(own) + body),
    output: async (name) => JSON.parse(await workspace.succeed("output", "-json", name)),
    close: async () => {
      workspace.remove();
      provider.close();
      await world.close();
    },
  };
}

/** Describes behaviour under terraform and tofu, with a stage made before each test and closed after it. */
export function describeStages<Stage extends ProviderStage>(
  title: string,
  open: (core: Core) => Promise<Stage>,
  body: (stage: () => Stage) => void,
): void {
  describeCores(title, (core) => {
    let stage: Stage | undefined;

    beforeEach(async () => {
      stage = await open(core);
    });

    afterEach(async () => {
      await stage?.close();
      stage = undefined;
    });

    body(() => {
      if (stage === undefined) throw new RangeError("Cannot use the stage outside of a test");
      return stage;
    });
  });
}

/** The same with a sandbox. */
export function describeOnSandbox(title: string, body: (stage: () => SandboxStage) => void): void {
  const open = async (core: Core) => {
    const sandbox = await startSandbox();
    return { sandbox, ...(await openProviderStage(core, sandbox)) };
  };
  describeStages(title, open, body);
}

function head(settings: string): string {
  return `terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}
provider "hephaestus" {
  ${settings}
}
`;
}
