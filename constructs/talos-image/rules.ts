import type { PropChecks } from "../props/check-props";
import type { TalosImageProps } from "./props";

const VERSION = /^v?1\.(\d+)\.\d+(-[\w.]+)?$/;
/** The versions that our provider knows. */
const OLDEST_MINOR = 9;
const EXTENSION = /^[a-z\d-]+\/[a-z\d-]+$/;

/** What the props of an image must fulfil. */
export const talosImageChecks: PropChecks<TalosImageProps> = {
  concrete: ({ clusterName, talosVersion, extensions, kernelArgs, schematic }) => ({
    ...{ clusterName, talosVersion, extensions, kernelArgs, schematic },
  }),
  rules: [
    {
      broken: ({ talosVersion }) =>
        !VERSION.test(talosVersion) || Number(VERSION.exec(talosVersion)?.[1]) < OLDEST_MINOR,
      message: ({ talosVersion }) =>
        `"talosVersion" is "${talosVersion}"; a version from v1.${OLDEST_MINOR}.0 on is wanted, such as v1.13.9`,
    },
    {
      broken: ({ extensions = [] }) => !extensions.every((name) => EXTENSION.test(name)),
      message: ({ extensions = [] }) =>
        `"extensions" has "${extensions.find((name) => !EXTENSION.test(name))}"; full names are wanted, such as siderolabs/qemu-guest-agent`,
    },
    {
      broken: ({ extensions, kernelArgs, schematic, schematicId }) =>
        [extensions ?? kernelArgs, schematic, schematicId].filter((each) => each !== undefined).length > 1,
      message: () =>
        'more than one of "schematicId", "schematic", and "extensions" with "kernelArgs" is given; each says what is in the image',
    },
    {
      broken: ({ imageId, imageSelector }) => imageId !== undefined && imageSelector !== undefined,
      message: () => 'both "imageId" and "imageSelector" are given; each names the image',
    },
  ],
};
