import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { TalosImage, type TalosImageProps } from "../constructs";
import { HcloudProvider } from "../constructs/bindings/hcloud";
import { HephaestusProvider } from "./bundled-provider/provider";

/** What {@link ImageStack} takes. */
export interface ImageStackProps extends Omit<TalosImageProps, "arch" | "clusterName"> {
  /** Processors, of which each gets an image. */
  readonly architectures: readonly TalosImageProps["arch"][];
  /** Whether the provider that comes with this package is used. False takes it from a registry. @default true */
  readonly bundledProvider?: boolean;
}

/** Talos images in a state of their own, for several clusters to boot: their ids are the outputs `amd64` and `arm64`. */
export class ImageStack extends TerraformStack {
  /** Id of the image by processor; given to a cluster's `talos.imageIds`. */
  readonly imageIds: Readonly<Partial<Record<TalosImageProps["arch"], string>>>;

  constructor(scope: Construct, id: string, { architectures, bundledProvider = true, ...props }: ImageStackProps) {
    super(scope, id);
    new HcloudProvider(this, "hcloud");
    new HephaestusProvider(this, "hephaestus", { bundled: bundledProvider });
    const images = architectures.map((arch) => ({
      arch,
      image: new TalosImage(this, `image-${arch}`, { ...props, arch }),
    }));
    this.imageIds = Object.fromEntries(images.map(({ arch, image }) => [arch, image.imageId]));
    for (const { arch, image } of images) new TerraformOutput(this, arch, { value: image.imageId });
  }
}
