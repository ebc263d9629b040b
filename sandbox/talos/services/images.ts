/** Container images: what is there, and pulling; machine.ImageService and its older methods. */
import { createHash } from "node:crypto";
import { durationOf, timestampOf } from "../../../wire/google/time";
import { GrpcStatus } from "../../../wire/grpc/status";
import {
  type ImageService,
  type Messages,
  ImageServicePullLayerProgressStatus as Progress,
} from "../../../wire/talos/generated/machine";
import { type Handlers, TalosStatus } from "../grpc";
import { durations } from "../machine/durations";
import type { TalosMachine } from "../machine/machine";
import { imageKey, PullError, pullImage } from "../sequences/pull-image";
import type { MachineHandlers, ServiceContext } from "./context";

/** Numbers of common.ContainerdNamespace. */
const namespaces: ReadonlyMap<number, string> = new Map([
  [1, "system"],
  [2, "k8s.io"],
]);
const imageBytes = 80_000_000;

/** ImageList and ImagePull, deprecated by 1.13 and still there. */
export function imageHandlers(context: ServiceContext): MachineHandlers {
  const { machine } = context;
  return {
    async *ImageList({ namespace }) {
      for (const image of imagesIn(machine, namespaceOf(namespace))) yield image;
    },
    ImagePull: async ({ namespace, reference }, call) => {
      await pull(context, namespaceOf(namespace), reference, call.signal);
      return { messages: [{}] };
    },
  };
}

/** The service of 1.13 and newer. */
export function imageServiceHandlers(context: ServiceContext): Handlers<Messages, typeof ImageService> {
  const { machine } = context;
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
      await pull(context, namespaceOf(containerd?.namespace), imageRef, call.signal);
      yield step(Progress.DOWNLOAD_COMPLETE, total);
      yield step(Progress.EXTRACT_COMPLETE, total);
      yield { name: pinned(imageRef) };
    },
    Remove: ({ containerd, imageRef }) => {
      const key = imageKey(namespaceOf(containerd?.namespace), imageRef);
      const { installation } = machine;
      if (!installation.pulledImages.includes(key)) {
        throw new TalosStatus(GrpcStatus.NOT_FOUND, `image ${imageRef} not found`);
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
  return machine.installation.pulledImages.includes(imageKey(namespaceOf(namespace), reference));
}

async function pull(context: ServiceContext, namespace: string, reference: string, signal: AbortSignal): Promise<void> {
  if (!/^[a-z0-9.:/_@-]+$/i.test(reference)) {
    throw new TalosStatus(
      GrpcStatus.UNKNOWN,
      `failed to parse image reference "${reference}": invalid reference format`,
    );
  }
  try {
    await pullImage(context.fleet, context.machine, { namespace, reference }, signal);
  } catch (error) {
    if (!(error instanceof PullError)) throw error;
    if (!error.isMissing) throw new TalosStatus(GrpcStatus.UNKNOWN, error.message);
    throw new TalosStatus(GrpcStatus.NOT_FOUND, `error pulling image: ${error.message}`);
  }
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

function namespaceOf(number = 0): string {
  const found = namespaces.get(number);
  if (found !== undefined) return found;
  const name = number === 0 ? "NS_UNKNOWN" : String(number);
  throw new TalosStatus(GrpcStatus.INVALID_ARGUMENT, `invalid namespace ${name}`);
}

function pinned(reference: string): string {
  return reference.includes("@") ? reference : `${reference}@${digestOf(reference)}`;
}

function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
