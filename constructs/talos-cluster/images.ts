import type { Construct } from "constructs";
import type { Architecture } from "../node-pool/props";
import { architectureOf } from "../node-pool/rules";
import { inTermsOf } from "../props/props-error";
import { DEFAULT_TALOS_VERSION } from "../talos-configuration/contract";
import { TalosImage } from "../talos-image/construct";
import { poolsOf } from "./pools";
import type { TalosClusterProps } from "./props";

/** What boots and what upgrades machines, by their processor. */
export interface Images {
  readonly imageIds: Readonly<Partial<Record<Architecture, string>>>;
  readonly installerImages: Readonly<Partial<Record<Architecture, string>>>;
}

/** An image for each kind of processor that the pools have. */
export function clusterImages(scope: Construct, props: TalosClusterProps): Images {
  const pools = [...poolsOf(props, "control-plane"), ...poolsOf(props, "worker")];
  const architectures = new Set(pools.map(({ arch, type }) => arch ?? architectureOf(type)));
  const images = [...architectures].sort().map((arch) => ({ arch, image: makeImage(scope, props, arch) }));
  return {
    imageIds: Object.fromEntries(images.map(({ arch, image }) => [arch, image.imageId])),
    installerImages: Object.fromEntries(images.map(({ arch, image }) => [arch, image.installerImage])),
  };
}

function makeImage(scope: Construct, props: TalosClusterProps, arch: Architecture): TalosImage {
  const { clusterName, talos = {}, hcloudProvider, hephaestusProvider } = props;
  const { version: talosVersion = DEFAULT_TALOS_VERSION, extensions, kernelArgs, schematic, schematicId } = talos;
  const imageId = talos.imageIds?.[arch];
  const { imageSelector, shareImages: share } = talos;
  const made = () =>
    new TalosImage(scope, `image-${arch}`, {
      ...defined({ hcloudProvider, hephaestusProvider, extensions, kernelArgs, schematic, schematicId }),
      ...defined({ imageId, imageSelector, share }),
      ...{ clusterName, talosVersion, arch },
    });
  const origins: Readonly<Record<string, string>> = { talosVersion: "version", imageId: `imageIds.${arch}` };
  return inTermsOf((prop) => `talos.${origins[prop] ?? prop}`, made);
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that are there: what is undefined is left to defaults. */
function defined<T extends object>(given: T): Defined<T>;
function defined(given: object): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
