/** Our provider, a sandbox that it speaks to, and a folder with a configuration, driven by each core. */
import { createProvider, PROVIDER_ADDRESS } from "../../provider-bridge/provider";
import { type Sandbox, startSandbox } from "../../sandbox";
import { describeCores } from "./cores";
import { type InProcessProvider, serveInProcess } from "./in-process";
import { Workspace } from "./terraform";

/** What a test works with; new for each test. */
export interface ProviderStage {
  readonly sandbox: Sandbox;
  readonly provider: InProcessProvider;
  readonly workspace: Workspace;
  /** Writes a configuration for our provider. */
  write(body: string): void;
  /** An output of the last apply. */
  output(name: string): Promise<unknown>;
}

const REQUIRED = 'terraform {\n  required_providers {\n    hephaestus = { source = "yaklab/hephaestus" }\n  }\n}\n';

/** Describes behaviour under terraform and tofu, with a stage made before each test and removed after it. */
export function describeOnSandbox(title: string, body: (stage: () => ProviderStage) => void): void {
  describeCores(title, (core) => {
    let stage: ProviderStage | undefined;

    beforeEach(async () => {
      const sandbox = await startSandbox();
      const provider = await serveInProcess(createProvider(sandbox.environment), PROVIDER_ADDRESS);
      const workspace = new Workspace({ core, environment: provider.environment });
      stage = {
        sandbox,
        provider,
        workspace,
        write: (text) => workspace.write("main.tf", REQUIRED + text),
        output: async (name) => JSON.parse(await workspace.succeed("output", "-json", name)),
      };
    });

    afterEach(async () => {
      stage?.workspace.remove();
      stage?.provider.close();
      await stage?.sandbox.close();
      stage = undefined;
    });

    body(() => {
      if (stage === undefined) throw new RangeError("Cannot use the stage outside of a test");
      return stage;
    });
  });
}
