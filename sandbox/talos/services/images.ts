/** Container images: what is there, and pulling; machine.ImageService and its older methods. */
import { createHash } from "node:crypto";
import { durationOf, timestampOf } from "../../../wire/google/time";
import { GrpcStatus } from "../../../wire/grpc/status";
import {
  type ImageService,
  type Messages,
  ImageServicePullLayerProgressStatus as Progress,
} from "../../../wire/talos/generated/machine";
import type { Fleet } from "../fleet/fleet";
import { type Handlers, TalosStatus } from "../grpc";
import { durations } from "../machine/durations";
import { readInstallerReference } from "../machine/installer-image";
import type { TalosMachine } from "../machine/machine";
import { pullInstaller } from "../sequences/upgrade";
import type { MachineHandlers, ServiceContext } from "./context";

/** Numbers of common.ContainerdNamespace. */
const namespaces: ReadonlyMap<number, string> = new Map([
  [1, "system"],
  [2, "k8s.io"],
]);
const imageBytes = 80_000_000;

/** ImageList and ImagePull, deprecated by 1.13 and still there. */
export function imageHandlers({ fleet, machine }: ServiceContext): MachineHandlers {
  return {
    async *ImageList({ namespace }) {
      for (const image of imagesIn(machine, namespaceOf(namespace))) yield image;
    },
    ImagePull: async ({ namespace, reference }, call) => {
      await pull(fleet, machine, namespaceOf(namespace), reference, call.signal);
      return { messages: [{}] };
    },
  };
}

/** The service of 1.13 and newer. */
export function imageServiceHandlers({ fleet, machine }: ServiceContext): Handlers<Messages, typeof ImageService> {
  return {
    async *List({ containerd }) {
      for (const image of imagesIn(machine, namespaceOf(containerd?.namespace))) yield image;
    },
    async *Pull({ containerd, imageRef }, call) {
      const layerId = digestOf(`layer of ${imageRef}`);
      const total = BigInt(imageBytes);
      const step = (status: number, offset: bigint) => ({
        pullProgress: { layerId, progress: { status, offset, total, elapsed: durationOf(durations.pullImageMs) } },
      });
      yield step(Progress.DOWNLOADING, 0n);
      await pull(fleet, machine, namespaceOf(containerd?.namespace), imageRef, call.signal);
      yield step(Progress.DOWNLOAD_COMPLETE, total);
      yield step(Progress.EXTRACT_COMPLETE, total);
      yield { name: pinned(imageRef) };
    },
    Remove: ({ containerd, imageRef }) => {
      const key = `${namespaceOf(containerd?.namespace)} ${imageRef}`;
      const { installation } = machine;
      if (!installation.pulledImages.includes(key)) {
        throw new TalosStatus(GrpcStatus.NOT_FOUND, `image "${imageRef}": not found`);
      }
      installation.pulledImages = installation.pulledImages.filter((known) => known !== key);
      return {};
    },
    Verify: ({ imageRef }) => ({
      verified: true,
      message: "no image verification is configured",
      digestedImageRef: pinned(imageRef),
    }),
  };
}

/** Whether an image was pulled into a namespace before. */
export function isPulled(machine: TalosMachine, namespace: number | undefined, reference: string): boolean {
  const [bare = ""] = reference.split("@");
  return machine.installation.pulledImages.includes(`${namespaceOf(namespace)} ${bare}`);
}

async function pull(
  fleet: Fleet,
  machine: TalosMachine,
  namespace: string,
  reference: string,
  signal: AbortSignal,
): Promise<void> {
  if (!/^[a-z0-9.:/_@-]+$/i.test(reference)) {
    throw new TalosStatus(GrpcStatus.INVALID_ARGUMENT, `failed to parse image reference "${reference}"`);
  }
  // Installers are known by their schematic; of other images only the name counts here.
  if (readInstallerReference(reference) !== undefined) pullInstaller(fleet, machine, reference);
  else if (machine.world.faults.take("talos", "pull-fails", `${machine.server.name} ${reference}`) !== undefined) {
    throw new TalosStatus(GrpcStatus.NOT_FOUND, `failed to pull image "${reference}": not found`);
  }
  await machine.world.clock.sleep(durations.pullImageMs, signal);
  const [bare = ""] = reference.split("@");
  const key = `${namespace} ${bare}`;
  if (!machine.installation.pulledImages.includes(key)) machine.installation.pulledImages.push(key);
}

function imagesIn(machine: TalosMachine, namespace: string) {
  const prefix = `${namespace} `;
  return machine.installation.pulledImages
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const name = key.slice(prefix.length);
      return { name, digest: digestOf(name), size: BigInt(imageBytes), createdAt: timestampOf(machine.bootedMs) };
    });
}

function namespaceOf(number: number | undefined): string {
  return namespaces.get(number ?? 0) ?? "system";
}

function pinned(reference: string): string {
  return reference.includes("@") ? reference : `${reference}@${digestOf(reference)}`;
}

function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
