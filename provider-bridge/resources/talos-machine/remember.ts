/** What verbs leave in private state, for those that come after them. */
import type { CallContext } from "../../clients/transport";
import type { PrivateState } from "../../framework/contract/context";
import { rememberText } from "./drift";
import type { Machine, MachineState } from "./machine";
import type { Boot, MachineFacts } from "./machine-facts";
import { BOOT, CONTROL_PLANES, DOCUMENTS } from "./machine-values";
import { bootToRemember, rememberedBoot } from "./remembered";
import { documentHashes, type WantedConfig } from "./wanted-config";

/** What a verb says of itself. */
interface Request extends CallContext {
  readonly privateState: PrivateState;
}

/** What was made of a machine. */
interface Made {
  readonly wanted: WantedConfig;
  readonly facts: MachineFacts;
}

/** Everything that is remembered once a machine is as it is wanted. */
export async function rememberMachine(
  machine: Machine,
  { wanted, facts }: Made,
  request: Request & {
    readonly plan: Pick<MachineState, "apply_mode">;
    readonly config: { readonly machine_config: unknown };
  },
): Promise<void> {
  const { plan, config, privateState } = request;
  await rememberCluster(machine, request);
  if (config.machine_config === null) privateState.set(DOCUMENTS, documentHashes(wanted.config));
  else privateState.delete(DOCUMENTS);
  rememberText(plan, facts, wanted, privateState);
  rememberBoot(facts, privateState);
}

/** Where the control planes are, for a time when the machine itself cannot say. */
export async function rememberCluster({ fleet, node }: Machine, request: Request): Promise<void> {
  const found = await fleet.findControlPlanes({ node }, request);
  const addresses = Object.fromEntries(found.map((each) => [each.name, [...each.addresses]]));
  request.privateState.set(CONTROL_PLANES, addresses);
}

/** In which boot the machine was seen: what only another one changes need not be asked until then. */
export function rememberBoot(boot: Boot, privateState: PrivateState): void {
  if (rememberedBoot(privateState.get(BOOT))?.since !== boot.since) privateState.set(BOOT, bootToRemember(boot));
}
