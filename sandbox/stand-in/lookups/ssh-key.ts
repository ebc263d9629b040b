import { foundSshKey } from "../verbs/ssh-key";
import { findAll, findOne, type NewerKind } from "./framework-lookup";

const kind: NewerKind = {
  list: "ssh_keys",
  one: "ssh_key",
  found: (json) => ({ ...foundSshKey(json), id: Number(json["id"]) }),
  by: { name: "name", fingerprint: "fingerprint" },
  selectors: ["selector", "with_selector"],
};

/** `hcloud_ssh_key`. */
export const sshKey = findOne(kind);

/** `hcloud_ssh_keys`, whose id is no digest. */
export const sshKeys = findAll(kind, (ids) => ids.join("-"));
