/** SSH keys: the temporary ones by which the image builder gets into a rescue system. */
import type { CallContext, JsonReader } from "../transport";
import type { HcloudApi } from "./api";
import { isNotFound } from "./hcloud-error";
import { type Labels, selectorOf } from "./labels";

/** A key in the project. */
export interface SshKey {
  readonly id: number;
  readonly name: string;
  readonly labels: Labels;
}

function readSshKey(fields: JsonReader): SshKey {
  return { id: fields.number("id"), name: fields.text("name"), labels: fields.textMap("labels") };
}

/** Stores a public key. */
export async function createSshKey(
  api: HcloudApi,
  key: { readonly name: string; readonly publicKey: string; readonly labels: Labels },
  context: CallContext,
): Promise<SshKey> {
  const body = { name: key.name, public_key: key.publicKey, labels: key.labels };
  return readSshKey((await api.call({ method: "POST", path: "/ssh_keys", body }, context)).object("ssh_key"));
}

/** All keys with these labels. */
export async function listSshKeys(api: HcloudApi, labels: Labels, context: CallContext): Promise<readonly SshKey[]> {
  const found = await api.list("/ssh_keys", "ssh_keys", [["label_selector", selectorOf(labels)]], context);
  return found.map(readSshKey);
}

/** Deletes a key; one that is gone already is fine. */
export async function deleteSshKey(api: HcloudApi, id: number, context: CallContext): Promise<void> {
  try {
    await api.call({ method: "DELETE", path: `/ssh_keys/${id}` }, context);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
