import { call, rawString, Token } from "cdktf";
import { Construct } from "constructs";
import { DataImage } from "../bindings/hcloud";
import { TalosImage as TalosImageResource } from "../bindings/hephaestus";
import { checkProps } from "../props/check-props";
import { hcloudOf, hephaestusOf } from "../props/providers";
import { literalText } from "../props/terraform-text";
import type { TalosImageProps, TalosSchematicProps } from "./props";
import { talosImageChecks } from "./rules";

/** A Talos disk image in the project: made, shared with other clusters, or there already. */
export class TalosImage extends Construct {
  /** Id of the snapshot, for new servers. */
  readonly imageId: string;
  /** Reference of the installer that upgrades machines to what the image holds; known while planning. */
  readonly installerImage: string;

  constructor(scope: Construct, id: string, props: TalosImageProps) {
    super(scope, id);
    checkProps(`TalosImage "${id}"`, props, talosImageChecks);
    this.imageId = props.imageId ?? (props.imageSelector === undefined ? this.make(props) : this.find(props));
    this.installerImage = installerImageOf(props);
  }

  private find(props: TalosImageProps): string {
    const { imageSelector: withSelector, arch } = props;
    const withArchitecture = arch === "arm64" ? "arm" : "x86";
    const found = new DataImage(this, "found", {
      ...hcloudOf(props),
      withSelector,
      withArchitecture,
      mostRecent: true,
    });
    return Token.asString(found.interpolationForAttribute("id"));
  }

  private make(props: TalosImageProps): string {
    const { clusterName: cluster, talosVersion, arch: architecture, schematicId, share } = props;
    const { keepOnDestroy, serverTypes, locations } = props;
    const schematic = schematicId === undefined ? schematicText(props) : undefined;
    const image = new TalosImageResource(this, "Resource", {
      ...hephaestusOf(props),
      ...{ talosVersion, architecture, share, keepOnDestroy, serverTypes, locations, schematicId },
      ...(schematic === undefined ? {} : { schematic: literalText(schematic) }),
      // The resource sets the others of our labels itself.
      labels: cluster === undefined ? { role: "cluster" } : { cluster, role: "cluster" },
    });
    return image.id;
  }
}

/** The provider computes both, so that they are known while planning and an image made anew changes no machine. */
function installerImageOf(props: TalosImageProps): string {
  const { schematicId, talosVersion } = props;
  const id =
    schematicId ??
    call("provider::hephaestus::talos_schematic_id", [rawString(schematicText(props) ?? "customization: {}")]);
  return Token.asString(call("provider::hephaestus::talos_installer_image", [id, rawString(talosVersion)]));
}

/** JSON is YAML, too. */
function schematicText({ schematic, extensions, kernelArgs }: TalosSchematicProps): string | undefined {
  if (schematic !== undefined) return schematic;
  if (extensions === undefined && kernelArgs === undefined) return undefined;
  const systemExtensions = extensions === undefined ? {} : { systemExtensions: { officialExtensions: extensions } };
  const extraKernelArgs = kernelArgs === undefined ? {} : { extraKernelArgs: kernelArgs };
  return JSON.stringify({ customization: { ...extraKernelArgs, ...systemExtensions } });
}
