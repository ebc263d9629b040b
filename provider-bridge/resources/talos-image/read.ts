/** Read and delete: what Hetzner says of the snapshot. */
import { askBriefly, deleteImage, findImage, HcloudError, type Image, updateImage } from "../../clients/hcloud";
import type { CallContext } from "../../clients/transport";
import type { IdentitySchema } from "../../framework/contract/identity";
import { changed, gone, type ReadResult, unreachable } from "../../framework/contract/read-result";
import type { ReadRequest, StateRequest } from "../../framework/contract/resource-definition";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import type { StateOf } from "../../framework/schema/schema";
import { schematics } from "../../talos-config";
import { downloadUrl, identityLabels, identityOfLabels, userLabels } from "./identity";
import { imageState, resolveRequest } from "./model";
import { hasRun, withoutRun } from "./run-labels";
import { standardMaxDiskGiB, type talosImageSchema } from "./schema";
import type { TalosImageSettings } from "./surroundings";

type Schema = typeof talosImageSchema;
type State = StateOf<Schema>;

/** Under this key private state says that the image was found, not made: it is kept on destroy. */
export const FOUND = "found";

/** Asks for the snapshot by its id; only Hetzner's own "not found" drops it. */
export async function readSnapshot(
  request: ReadRequest<Schema, IdentitySchema>,
  settings: TalosImageSettings,
): Promise<ReadResult<State>> {
  const { state, imported } = request;
  const { api } = settings.clients.hcloud();
  try {
    const { clock } = settings.clients;
    const image = await askBriefly(clock, request, (context) => findImage(api, Number(state.id), context));
    if (image === undefined) return gone();
    const before = imported ? importedState(image, state, settings) : state;
    if (hasRun(image.labels)) await takeOver(api, image, request);
    const labels = before.labels === null ? null : userLabels(image.labels);
    return changed({ ...before, ...imageState(image), labels }, { drift: driftOf(image, before) });
  } catch (error) {
    if (!(error instanceof HcloudError)) throw error;
    return unreachable(error.message);
  }
}

/** A state has the image: it is nobody's leftover any more. Where that cannot be written, a later read does it. */
async function takeOver(
  api: Parameters<typeof updateImage>[0],
  { id, description, labels }: Image,
  context: CallContext,
): Promise<void> {
  await updateImage(api, id, { description, labels: withoutRun(labels) }, context).catch((error: unknown) => {
    context.log.debug("the marks of the run stay on the snapshot", { id, failure: String(error) });
  });
}

function driftOf(image: Image, state: State): readonly string[] {
  const status =
    image.status === "available" ? [] : [`status: the snapshot is "${image.status}", "available" wanted; make it anew`];
  const { source_url, resolved_schematic_id } = state;
  if (source_url === null && resolved_schematic_id === null) return status;
  const { identity } = resolveRequest({ ...state, schematic_id: resolved_schematic_id, source_url });
  const labels = Object.entries(identityLabels(identity)).flatMap(([key, wanted]) => {
    const found = image.labels[key];
    return found === wanted
      ? []
      : [`label ${key}: ${found === undefined ? "missing" : `"${found}"`}, "${wanted}" wanted`];
  });
  return [...status, ...labels];
}

/** Talos as it is has no need of a schematic's id in the configuration. */
function importedState(image: Image, state: State, { imageFactoryUrl }: TalosImageSettings): State {
  const found = identityOfLabels(image.labels);
  if (found === undefined) {
    throw new DiagnosticError(
      "Snapshot is no Talos image of ours",
      `Snapshot ${image.id} has no labels "os=talos", "arch" and "version" that say what it is. Set them, with "schematic" (the first 32 digits of its id) and "schematic_tail" (the rest), and import it again.`,
    );
  }
  const { talosVersion, architecture, schematicId } = found;
  const users = userLabels(image.labels);
  return {
    ...state,
    talos_version: talosVersion,
    architecture,
    schematic_id: schematicId === schematics().schematicIdOf({}) ? null : schematicId,
    resolved_schematic_id: schematicId,
    image_url: schematicId === null ? null : downloadUrl({ ...found, sourceUrl: null }, imageFactoryUrl),
    max_disk_gib: standardMaxDiskGiB,
    share: false,
    labels: Object.keys(users).length === 0 ? null : users,
  };
}

/** Deletes the snapshot, unless it is to be kept. */
export async function removeSnapshot(
  request: StateRequest<Schema, IdentitySchema>,
  { clients }: TalosImageSettings,
): Promise<void> {
  const { state, privateState } = request;
  const keeps = state.keep_on_destroy ?? privateState.get(FOUND) === true;
  if (!keeps) await deleteImage(clients.hcloud().api, Number(state.id), request);
}
