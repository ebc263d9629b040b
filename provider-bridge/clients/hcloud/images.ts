/** Images: snapshots that are made, found and deleted, and the system images that temporary servers come from. */
import type { CallContext, JsonReader } from "../transport";
import { type Action, readAction } from "./actions";
import type { HcloudApi } from "./api";
import { isNotFound } from "./hcloud-error";
import { type Labels, selectorOf } from "./labels";

/** Hetzner's words for processor architectures. */
export type HcloudArchitecture = "x86" | "arm";

/** An image. */
export interface Image {
  readonly id: number;
  /** "available", "creating" or "unavailable". */
  readonly status: string;
  readonly type: string;
  readonly description: string;
  readonly labels: Labels;
  readonly architecture: HcloudArchitecture;
  /** Disk of the server it was made from: no smaller one can be made from it. */
  readonly diskGiB: number;
  /** What is billed; null while it is being made. */
  readonly imageGiB: number | null;
  /** RFC 3339. */
  readonly created: string;
  readonly deleteProtection: boolean;
}

/** Reads an image. */
function readImage(fields: JsonReader): Image {
  return {
    id: fields.number("id"),
    status: fields.text("status"),
    type: fields.text("type"),
    description: fields.text("description"),
    labels: fields.textMap("labels"),
    architecture: fields.text("architecture") === "arm" ? "arm" : "x86",
    diskGiB: fields.number("disk_size"),
    imageGiB: fields.numberOrNull("image_size"),
    created: fields.text("created"),
    deleteProtection: fields.object("protection").boolean("delete"),
  };
}

/** The image with this id; undefined when Hetzner says that there is none. */
export async function findImage(api: HcloudApi, id: number, context: CallContext): Promise<Image | undefined> {
  try {
    return readImage((await api.call({ method: "GET", path: `/images/${id}` }, context)).object("image"));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** All snapshots with these labels. */
export async function listSnapshots(api: HcloudApi, labels: Labels, context: CallContext): Promise<readonly Image[]> {
  const query: [string, string][] = [
    ["type", "snapshot"],
    ["label_selector", selectorOf(labels)],
  ];
  return (await api.list("/images", "images", query, context)).map(readImage);
}

/** Begins a snapshot of a server's disk. */
export async function createSnapshot(
  api: HcloudApi,
  serverId: number,
  snapshot: { readonly description: string; readonly labels: Labels },
  context: CallContext,
): Promise<{ readonly image: Image; readonly action: Action }> {
  const path = `/servers/${serverId}/actions/create_image`;
  const answer = await api.call({ method: "POST", path, body: { type: "snapshot", ...snapshot } }, context);
  return { image: readImage(answer.object("image")), action: readAction(answer.object("action")) };
}

/** Changes description and labels. */
export async function updateImage(
  api: HcloudApi,
  id: number,
  change: { readonly description: string; readonly labels: Labels },
  context: CallContext,
): Promise<Image> {
  const answer = await api.call({ method: "PUT", path: `/images/${id}`, body: change }, context);
  return readImage(answer.object("image"));
}

/** Switches delete protection. */
export async function protectImage(
  api: HcloudApi,
  id: number,
  isProtected: boolean,
  context: CallContext,
): Promise<Action> {
  const path = `/images/${id}/actions/change_protection`;
  const call = { method: "POST", path, body: { delete: isProtected }, repeatable: true } as const;
  return readAction((await api.call(call, context)).object("action"));
}

/** Deletes an image; one that is gone already is fine. */
export async function deleteImage(api: HcloudApi, id: number, context: CallContext): Promise<void> {
  try {
    await api.call({ method: "DELETE", path: `/images/${id}` }, context);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
