import type { Architecture } from "../node-pool/props";
import type { ProviderProps } from "../props/providers";

/** What a Talos image is made of, and what boots it. */
export interface TalosSchematicProps {
  /** Official system extensions, for instance `siderolabs/qemu-guest-agent`. @default none */
  readonly extensions?: readonly string[];
  /** More arguments for the kernel. @default none */
  readonly kernelArgs?: readonly string[];
  /** A schematic of the Image Factory, as YAML. @default made of extensions and kernelArgs */
  readonly schematic?: string;
  /** Id of a schematic that the Image Factory knows. @default computed */
  readonly schematicId?: string;
}

/** What {@link TalosImage} takes. */
export interface TalosImageProps extends TalosSchematicProps, ProviderProps {
  /** Whose image it is. @default nobody's: for all clusters of the project */
  readonly clusterName?: string;
  readonly talosVersion: string;
  readonly arch: Architecture;
  /** Id of an image that is there already. @default an image is made */
  readonly imageId?: string;
  /** Label selector of an image that is there already; the newest counts. @default an image is made */
  readonly imageSelector?: string;
  /** Whether an image of the same kind in the project is taken, whoever made it. @default false */
  readonly share?: boolean;
  /** Whether the image stays when the cluster is destroyed. @default a found one stays, an own one goes */
  readonly keepOnDestroy?: boolean;
  /** Server types for the temporary server, in this order. @default the cheapest in stock */
  readonly serverTypes?: readonly string[];
  /** Locations for the temporary server, in this order. @default all */
  readonly locations?: readonly string[];
}
