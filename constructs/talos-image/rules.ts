import type { PropChecks } from "../props/check-props";
import { isHcloudId } from "../props/hcloud-id";
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
      prop: "talosVersion",
      broken: ({ talosVersion }) =>
        !VERSION.test(talosVersion) || Number(VERSION.exec(talosVersion)?.[1]) < OLDEST_MINOR,
      message: ({ talosVersion }) =>
        `is "${talosVersion}"; a version from v1.${OLDEST_MINOR}.0 on is wanted, such as v1.13.9`,
    },
    {
      prop: "extensions",
      broken: ({ extensions = [] }) => !extensions.every((name) => EXTENSION.test(name)),
      message: ({ extensions = [] }) =>
        `has "${extensions.find((name) => !EXTENSION.test(name))}"; full names are wanted, such as siderolabs/qemu-guest-agent`,
    },
    {
      prop: ({ schematicId }) => (schematicId === undefined ? "schematic" : "schematicId"),
      broken: ({ extensions, kernelArgs, schematic, schematicId }) =>
        [extensions ?? kernelArgs, schematic, schematicId].filter((each) => each !== undefined).length > 1,
      message: () =>
        'is given beside others: "schematicId", "schematic", and "extensions" with "kernelArgs" each say what is in the image; give one',
    },
    {
      prop: "imageId",
      broken: ({ imageId }) => imageId !== undefined && !isHcloudId(imageId),
      message: ({ imageId }) => `is "${imageId}"; the id of a snapshot is wanted, a number`,
    },
    {
      prop: "imageSelector",
      broken: ({ imageId, imageSelector }) => imageId !== undefined && imageSelector !== undefined,
      message: () => "is given beside the id of an image; each names the image",
    },
  ],
};
