/** machine.LifecycleService (1.13 and newer): only runs the installer; pulling, draining and rebooting are the caller's. */
import { GrpcStatus } from "../../../wire/grpc/status";
import type { LifecycleService, Messages } from "../../../wire/talos/generated/machine";
import { type Handlers, TalosStatus } from "../grpc";
import { durations } from "../machine/durations";
import { type Installer, PullError, pullInstaller } from "../sequences/pull-image";
import { runInstaller } from "../sequences/upgrade";
import type { ServiceContext } from "./context";
import { isPulled } from "./images";

/** Upgrade and Install. */
export function lifecycleHandlers(context: ServiceContext): Handlers<Messages, typeof LifecycleService> {
  const { machine } = context;
  let isRunning = false;
  async function* install(reference: string, namespace: number | undefined, signal: AbortSignal) {
    if (isRunning) {
      throw new TalosStatus(GrpcStatus.FAILED_PRECONDITION, "another installation/upgrade is already in progress");
    }
    if (reference === "") throw new TalosStatus(GrpcStatus.INVALID_ARGUMENT, "installer image name is required");
    if (!isPulled(machine, namespace, reference)) {
      throw new TalosStatus(GrpcStatus.INTERNAL, `upgrade failed: error getting image "${reference}": not found`);
    }
    isRunning = true;
    try {
      yield* progress(context, installerOf(context, reference), signal);
    } finally {
      isRunning = false;
    }
  }
  return {
    Upgrade: ({ source, containerd }, call) => install(source?.imageName ?? "", containerd?.namespace, call.signal),
    // Hetzner's servers boot from the image on their disk: Talos is installed already.
    // biome-ignore lint/correctness/useYield: refuses before the first element
    Install: async function* () {
      throw new TalosStatus(GrpcStatus.ALREADY_EXISTS, "machine is already installed");
    },
  };
}

/** @throws TalosStatus INTERNAL where the image is no installer. */
function installerOf({ fleet, machine }: ServiceContext, reference: string): Installer {
  try {
    return pullInstaller(fleet, machine, reference);
  } catch (error) {
    if (!(error instanceof PullError)) throw error;
    throw new TalosStatus(GrpcStatus.INTERNAL, `upgrade failed: ${error.message}`);
  }
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
