import { defineFunction } from "../../framework/contract/define-function";
import { FunctionError } from "../../framework/contract/function-definition";
import { types } from "../../framework/schema/types";
import { schematics } from "../../talos-config";

/** `talos_image_url(schematic, version, architecture)`: where the disk image for Hetzner is. */
export const talosImageUrl = defineFunction({
  summary: "URL of a Talos disk image",
  description:
    "The URL of the disk image that the Image Factory makes of a schematic for Hetzner Cloud, compressed with xz.",
  parameters: [
    { name: "schematic", type: types.string, description: "Id of the schematic: 64 hexadecimal digits." },
    { name: "version", type: types.string, description: "Version of Talos, with or without `v`." },
    { name: "architecture", type: types.string, description: "Architecture of the servers: `amd64` or `arm64`." },
  ],
  returns: types.string,
  call: (schematicId, talosVersion, architecture) => {
    if (architecture !== "amd64" && architecture !== "arm64") {
      throw new FunctionError(`Cannot name an image for "${architecture}": use "amd64" or "arm64"`, 2);
    }
    try {
      return schematics().imageUrl("disk", { schematicId, talosVersion, architecture });
    } catch (error) {
      if (error instanceof RangeError) throw new FunctionError(error.message, undefined, { cause: error });
      throw error;
    }
  },
});
