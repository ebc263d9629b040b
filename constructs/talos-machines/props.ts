import type { ITerraformDependable } from "cdktf";
import type { Node } from "../node-pool/node";
import type { Architecture, NodePoolProps } from "../node-pool/props";
import type { ProviderProps } from "../props/providers";
import type { TalosConfiguration } from "../talos-configuration/construct";
import type { RolloutProps } from "../talos-configuration/props";

/** What {@link TalosMachines} takes. */
export interface TalosMachinesProps extends ProviderProps {
  readonly clusterName: string;
  readonly configuration: TalosConfiguration;
  /** The installer image that each processor's machines should run. */
  readonly installerImages: Readonly<Partial<Record<Architecture, string>>>;
  /** @default auto */
  readonly applyMode?: "auto" | "no_reboot" | "staged";
  /** @default public */
  readonly access?: "public" | "private";
  /** @default one at a time, with the defaults of the provider */
  readonly rollout?: RolloutProps;
}

/** Machines that are added together. */
export interface MachinesOf {
  readonly nodes: readonly Node[];
  /** The pool that they are of, which says their annotations and taints. */
  readonly pool: Pick<NodePoolProps, "annotations" | "taints">;
  /** What must be there before. @default nothing but their servers */
  readonly after?: readonly ITerraformDependable[];
}
