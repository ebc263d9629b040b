/** A whole cluster of ours with an image, and what can make its parts unreachable. */
import type { FaultRequest } from "../../../../sandbox/world/faults";
import type { Core } from "../../../../scripts/cores";
import type { Workspace } from "../../../support/terraform";
import type { MachineStack } from "../talos-machine/machine-stack";
import { type MachineStage, openMachineStage } from "../talos-machine/machine-stage";

const names = ["cp-1", "cp-2", "cp-3", "worker-1"];
/** Where a machine is reached from outside. Among each other, members of etcd go on to see it. */
const outside = ":(50000|6443)";
const everyMachine = names.map((name) => `hephaestus_talos_machine.${name}`);
const image = "hephaestus_talos_image.it";
const bootstrap = "hephaestus_talos_bootstrap.it";
const cluster = "hephaestus_talos_cluster.it";

/** What is unreachable, how that is done, and whom it concerns. */
export interface Unreachable {
  readonly what: string;
  fault(stack: MachineStack): FaultRequest;
  /** Resources whose refresh warns. */
  readonly warned: readonly string[];
  /** Resources that cannot be destroyed meanwhile, because nobody else could do it. */
  readonly stays: readonly string[];
}

const atAddresses =
  (what: "hang" | "refuse", on: readonly string[], ports = outside) =>
  (stack: MachineStack) => {
    const addresses = on.map((name) => stack.ip(name).replaceAll(".", "\\."));
    return { door: "network", what, match: `^(${addresses.join("|")})${ports}$`, times: 0 };
  };

/** The first control plane is the endpoint of the cluster, too. */
export const UNREACHABLE: readonly Unreachable[] = [
  {
    what: "Hetzner, which answers 503",
    fault: () => ({ door: "hetzner", what: "*", times: 0, effect: { status: 503 } }),
    warned: [image],
    stays: [image],
  },
  {
    what: "Hetzner, which hangs",
    fault: () => ({ door: "hetzner", what: "*", times: 0, effect: { delayMs: 3_600_000 } }),
    warned: [image],
    stays: [image],
  },
  {
    what: "one node, which refuses",
    fault: atAddresses("refuse", ["cp-2"]),
    warned: ["hephaestus_talos_machine.cp-2"],
    stays: [],
  },
  {
    what: "one node, which hangs",
    fault: atAddresses("hang", ["cp-2"]),
    warned: ["hephaestus_talos_machine.cp-2"],
    stays: [],
  },
  {
    what: "all nodes, which refuse",
    fault: atAddresses("refuse", names),
    warned: [bootstrap, cluster, ...everyMachine],
    stays: [],
  },
  {
    what: "all nodes, which hang",
    fault: atAddresses("hang", names),
    warned: [bootstrap, cluster, ...everyMachine],
    stays: [],
  },
  {
    what: "Kubernetes, which refuses",
    fault: atAddresses("refuse", names, ":6443"),
    warned: [bootstrap, cluster],
    stays: [],
  },
  {
    what: "Kubernetes, which hangs",
    fault: atAddresses("hang", names, ":6443"),
    warned: [bootstrap, cluster],
    stays: [],
  },
];

/** A running cluster under one core. */
export class UnreachableCluster {
  readonly workspace: Workspace;
  readonly #given: MachineStage;

  private constructor(given: MachineStage) {
    this.workspace = given.workspace;
    this.#given = given;
  }

  /** Everything applied. */
  static async start(core: Core): Promise<UnreachableCluster> {
    const given = await openMachineStage(core, names);
    const { stack, workspace } = given;
    stack.writeCluster(names);
    workspace.write(
      "image.tf",
      `resource "hephaestus_talos_image" "it" {
        talos_version = "v1.13.9"
        architecture  = "amd64"
        timeouts      = { delete = "3s" }
      }`,
    );
    await workspace.apply();
    await workspace.apply("-refresh-only"); // Control planes of a cluster that was just begun have come further since.
    return new UnreachableCluster(given);
  }

  /** Begins; call what comes back to end it. */
  begin(unreachable: Unreachable): () => void {
    const { stack, stage } = this.#given;
    const { faults } = stage.sandbox.world;
    const { id } = faults.add(unreachable.fault(stack));
    return () => faults.remove(id);
  }

  /** What is stored of each resource, but for what a cluster tells of its own well-being. */
  state(): unknown {
    const addresses = [...this.workspace.addresses()].sort();
    return addresses.map((address) => {
      const { healthy: _healthy, problems: _problems, ...kept } = this.workspace.attributes(address);
      return [address, kept];
    });
  }

  close(): Promise<void> {
    return this.#given.close();
  }
}

/** Addresses of resources of which a command with `-json` warns, in their order. */
export function warnedOf(output: string): readonly string[] {
  const lines = output.split("\n").filter((line) => line.startsWith("{"));
  const told = lines.map((line): { diagnostic?: { severity: string; address?: string } } => JSON.parse(line));
  const warnings = told.filter(({ diagnostic }) => diagnostic?.severity === "warning");
  return [...new Set(warnings.map(({ diagnostic }) => diagnostic?.address ?? ""))].sort();
}
