import { defineResource } from "../../framework/contract/define-resource";
import type { Configured } from "../../framework/contract/provider";
import type { Resource } from "../../framework/contract/resource";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { createImage } from "./create";
import { planImage, validateImage } from "./plan";
import { readSnapshot, removeSnapshot } from "./read";
import { talosImageSchema, talosImageTimeouts } from "./schema";
import type { TalosImageSettings, TalosImageSurroundings } from "./surroundings";
import { updateSnapshot } from "./update";

/** `hephaestus_talos_image`. */
export function talosImage(provider: Configured<TalosImageSettings>, surroundings: TalosImageSurroundings): Resource {
  return defineResource({
    schema: talosImageSchema,
    timeouts: talosImageTimeouts,
    validate: ({ config, diagnostics }) => validateImage(config, diagnostics),
    modifyPlan: (request) => planImage(request, provider.get()),
    create: (request) => createImage(request, provider.get(), surroundings.runner()),
    read: (request) => readSnapshot(request, provider.get()),
    update: (request) => updateSnapshot(request, provider.get()),
    delete: (request) => removeSnapshot(request, provider.get()),
    importState: async ({ id = "" }) => {
      if (/^\d+$/.test(id)) return { state: { id } };
      throw new DiagnosticError(
        "Cannot import image",
        `"${id}" is no id of a snapshot. Give its number, for instance 12345678.`,
      );
    },
  });
}
