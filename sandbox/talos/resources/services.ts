/** Resources about a machine's services: those that run. */
import { definitions } from "../../../wire/talos-resources/generated/definitions";
import { type ResourceContent, resource } from "../cosi";
import { type MachineKind, machineKind, type ResourceOwner } from "./machine-kind";

/** Services. */
export const serviceKinds: MachineKind[] = [
  machineKind("runtime", "Services.v1alpha1.talos.dev", services, {
    aliases: ["svc"],
    columns: { Running: "{.running}", Healthy: "{.healthy}", "Health Unknown": "{.unknown}" },
  }),
];

function services({ machine }: ResourceOwner): ResourceContent[] {
  const running = machine.services.list().filter((service) => service.state === "Running");
  return running.map(({ id, isHealthy }) => {
    const spec = { running: true, healthy: isHealthy === true, unknown: isHealthy === undefined };
    return resource(definitions, "ServiceSpec", id, spec, spec, { owner: "v1alpha1.ServiceController" });
  });
}
