import { defineFunction } from "../../framework/contract/define-function";
import { FunctionError } from "../../framework/contract/function-definition";
import { types } from "../../framework/schema/types";
import { schematics } from "../../talos-config";

/** `talos_installer_image(schematic, version)`: the installer image to upgrade a node on Hetzner to. */
export const talosInstallerImage = defineFunction({
  summary: "Installer image of a schematic",
  description:
    "The reference of the installer image that the Image Factory makes of a schematic for Hetzner Cloud, for instance " +
    "`factory.talos.dev/hcloud-installer/<id>:v1.13.9`. Before Talos 1.10 the factory has one installer for all platforms.",
  parameters: [
    { name: "schematic", type: types.string, description: "Id of the schematic: 64 hexadecimal digits." },
    { name: "version", type: types.string, description: "Version of Talos, with or without `v`." },
  ],
  returns: types.string,
  call: (schematicId, talosVersion) => {
    try {
      return schematics().installerImage({ schematicId, talosVersion });
    } catch (error) {
      if (error instanceof RangeError) throw new FunctionError(error.message, undefined, { cause: error });
      throw error;
    }
  },
});
