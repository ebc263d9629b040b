/** machine.LifecycleService (1.13 and newer): only runs the installer; pulling, draining and rebooting are the caller's. */
import { GrpcStatus } from "../../../wire/grpc/status";
import type { LifecycleService, Messages } from "../../../wire/talos/generated/machine";
import { type Handlers, TalosStatus } from "../grpc";
import { durations } from "../machine/durations";
import { type Installer, pullInstaller, runInstaller } from "../sequences/upgrade";
import type { ServiceContext } from "./context";
import { isPulled } from "./images";

/** Upgrade and Install. */
export function lifecycleHandlers(context: ServiceContext): Handlers<Messages, typeof LifecycleService> {
  const { machine } = context;
  let isRunning = false;
  async function* install(reference: string, namespace: number | undefined, signal: AbortSignal) {
    if (reference === "") throw new TalosStatus(GrpcStatus.INVALID_ARGUMENT, "source image name is required");
    if (isRunning || machine.sequencer.running === "upgrade") {
      throw new TalosStatus(GrpcStatus.FAILED_PRECONDITION, "another install/upgrade operation is in progress");
    }
    if (!isPulled(machine, namespace, reference)) {
      throw new TalosStatus(GrpcStatus.INTERNAL, `error getting image "${reference}": not found`);
    }
    isRunning = true;
    try {
      yield* progress(context, pullInstaller(context.fleet, machine, reference), signal);
    } finally {
      isRunning = false;
    }
  }
  return {
    Upgrade: ({ source, containerd }, call) => install(source?.imageName ?? "", containerd?.namespace, call.signal),
    // Hetzner's servers boot from the image on their disk: Talos is installed already.
    // biome-ignore lint/correctness/useYield: refuses before the first element
    Install: async function* ({ source, destination }) {
      if ((source?.imageName ?? "") === "" || (destination?.disk ?? "") === "") {
        throw new TalosStatus(GrpcStatus.INVALID_ARGUMENT, "source image name and destination disk are required");
      }
      throw new TalosStatus(GrpcStatus.ALREADY_EXISTS, "Talos is already installed");
    },
  };
}

/** What the installer says; its failure is a number at the end, not a status (facts §2.5). */
async function* progress({ machine }: ServiceContext, installer: Installer, signal: AbortSignal) {
  yield { progress: { message: `running Talos installer ${installer.version}` } };
  await machine.world.clock.sleep(durations.installMs, signal);
  try {
    runInstaller(machine, installer);
    yield { progress: { message: `Talos ${installer.version} installed` } };
    yield { progress: { exitCode: 0 } };
  } catch (error) {
    yield { progress: { message: error instanceof Error ? error.message : String(error) } };
    yield { progress: { exitCode: 1 } };
  }
}
