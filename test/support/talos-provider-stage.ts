/** Our provider, machines of the sandbox that it speaks to, and a folder with a configuration, driven by each core. */
import { createProvider, PROVIDER_ADDRESS } from "../../provider-bridge/provider";
import { TalosStage } from "../sandbox/talos/talos-stage";
import { describeCores } from "./cores";
import { type InProcessProvider, serveInProcess } from "./in-process";
import { clientConfigurationHcl } from "./talos-clusters";
import { Workspace } from "./terraform";

/** What a test works with; new for each test. */
export interface TalosProviderStage {
  readonly stage: TalosStage;
  readonly provider: InProcessProvider;
  readonly workspace: Workspace;
  /** `client_configuration` of the machines, as HCL. */
  readonly client: string;
  /** Writes a configuration for our provider, whose block has the credentials. */
  write(body: string): void;
  /** An output of the last apply. */
  output(name: string): Promise<unknown>;
}

/** Describes behaviour under terraform and tofu, with a stage made before each test and removed after it. */
export function describeOnTalos(title: string, body: (stage: () => TalosProviderStage) => void): void {
  describeCores(title, (core) => {
    let made: TalosProviderStage | undefined;

    beforeEach(async () => {
      const stage = await TalosStage.start();
      const provider = await serveInProcess(createProvider(stage.sandbox.environment), PROVIDER_ADDRESS);
      const workspace = new Workspace({ core, environment: provider.environment });
      const client = await clientConfigurationHcl(stage);
      const head = `terraform {
  required_providers {
    hephaestus = { source = "yaklab/hephaestus" }
  }
}
provider "hephaestus" {
  talos_client_configuration = ${client}
}
`;
      made = {
        stage,
        provider,
        workspace,
        client,
        write: (text) => workspace.write("main.tf", head + text),
        output: async (name) => JSON.parse(await workspace.succeed("output", "-json", name)),
      };
    });

    afterEach(async () => {
      made?.workspace.remove();
      made?.provider.close();
      await made?.stage.close();
      made = undefined;
    });

    body(() => {
      if (made === undefined) throw new RangeError("Cannot use the stage outside of a test");
      return made;
    });
  });
}
