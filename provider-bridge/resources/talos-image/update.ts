/** Update: labels, description and protection of the snapshot. Everything else is taken note of, or makes a new image. */
import type { Hcloud } from "../../clients/clients";
import { findImage, type Image, type Labels, protectImage, updateImage } from "../../clients/hcloud";
import type { CallContext } from "../../clients/transport";
import type { IdentitySchema } from "../../framework/contract/identity";
import type { UpdateRequest } from "../../framework/contract/resource-definition";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import type { PlannedOf } from "../../framework/schema/schema";
import { isUnknown } from "../../framework/values/unknown";
import { type ImageIdentity, identityLabels, userLabels } from "./identity";
import { imageState, resolveRequest } from "./model";
import { hasRun } from "./run-labels";
import type { talosImageSchema } from "./schema";
import type { TalosImageSettings } from "./surroundings";

type Schema = typeof talosImageSchema;

/** Brings the snapshot to what the plan says. */
export async function updateSnapshot(request: UpdateRequest<Schema, IdentitySchema>, { clients }: TalosImageSettings) {
  const { plan, state } = request;
  const hcloud = clients.hcloud();
  const image = await findImage(hcloud.api, Number(state.id), request);
  if (image === undefined) {
    throw new DiagnosticError(
      "Image is gone",
      `Snapshot ${state.id} does not exist any more. Plan again: it is made anew.`,
    );
  }
  const { identity } = resolveRequest({ ...plan, schematic_id: state.resolved_schematic_id ?? plan.schematic_id });
  const settled = await settle(hcloud, image, identity, plan, request);
  return { state: { ...state, ...plan, ...imageState(settled), ...computedOf(state), drift: [] } };
}

function computedOf({
  image_url,
  resolved_schematic_id,
  source_sha256,
}: UpdateRequest<Schema, IdentitySchema>["state"]) {
  return { image_url, resolved_schematic_id, source_sha256 };
}

/**
 * Sets what the plan says of an image that is there; of labels that nobody here set, none is taken off, and a run's
 * marks stay until a state has taken the image over.
 */
export async function settle(
  { api, actions }: Hcloud,
  image: Image,
  identity: ImageIdentity,
  plan: PlannedOf<Schema>,
  context: CallContext,
): Promise<Image> {
  const labels = wantedLabels(image, identity, plan.labels);
  const description = givenDescription(plan.description) ?? image.description;
  const isSettled = sameLabels(labels, image.labels) && description === image.description;
  const updated = isSettled ? image : await updateImage(api, image.id, { description, labels }, context);
  const isProtected = plan.delete_protection === true;
  if (updated.deleteProtection === isProtected) return updated;
  await actions.done(await protectImage(api, image.id, isProtected, context), context);
  return { ...updated, deleteProtection: isProtected };
}

/** The description that the user set. */
export function givenDescription(planned: PlannedOf<Schema>["description"]): string | undefined {
  return isUnknown(planned) || planned === null ? undefined : planned;
}

function wantedLabels(image: Image, identity: ImageIdentity, wanted: Labels | null): Labels {
  const kept = hasRun(image.labels) ? runLabels(image.labels) : {};
  const users = wanted ?? userLabels(image.labels);
  return { ...users, ...identityLabels(identity), ...kept };
}

function runLabels({ runner = "", run = "", deadline = "" }: Labels): Labels {
  return { runner, run, deadline };
}

function sameLabels(left: Labels, right: Labels): boolean {
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => left[key] === right[key]);
}
