/** SSH keys of the project. */
import { createHash } from "node:crypto";
import type { SshKey } from "../../world/ssh-key";
import { takeId } from "../../world/state";
import { invalidInput, notUnique } from "../api-error";
import { text } from "../field-values";
import { optional, readFields } from "../fields";
import { labels } from "../labels";
import { type Noun, usualFilters, usualSort } from "../noun";
import { assertFreeName, assertWithinLimit } from "../project-rules";
import { noContent, oneReply } from "../reply";
import { type ApiReply, type ApiRequest, type Route, route } from "../route";
import { deletion, readRoutes, updateRoute } from "../standard-routes";
import { timestamp } from "../timestamp";

/** SSH keys as the API shows, sorts and filters them. */
export const sshKeys: Noun<SshKey> = {
  singular: "ssh_key",
  plural: "ssh_keys",
  collection: "sshKeys",
  all: (world) => world.state.sshKeys,
  shape: (_world, key) => ({
    id: key.id,
    name: key.name,
    fingerprint: key.fingerprint,
    public_key: key.publicKey,
    labels: key.labels,
    created: timestamp(key.createdMs),
  }),
  sort: usualSort,
  filters: () => ({ ...usualFilters, fingerprint: (wanted) => (key) => wanted.includes(key.fingerprint) }),
};

/** Operations on SSH keys. */
export const sshKeyRoutes: Route[] = [
  ...readRoutes(sshKeys),
  route("POST /ssh_keys", create),
  updateRoute(sshKeys),
  route(
    "DELETE /ssh_keys/{id}",
    deletion(sshKeys, ({ world }, key) => {
      world.state.sshKeys.delete(key.id);
      return noContent;
    }),
  ),
];

function create({ world, body }: ApiRequest): ApiReply {
  const wanted = readFields(body, { name: text({ max: 128 }), public_key: text(), labels: optional(labels) });
  const fingerprint = fingerprintOf(wanted.public_key);
  if (fingerprint === undefined) throw invalidInput({ name: "public_key", message: "is not a valid SSH public key" });
  assertFreeName(sshKeys, world, wanted.name);
  for (const key of world.state.sshKeys.values()) {
    if (key.fingerprint === fingerprint) {
      throw notUnique("public_key", "SSH key with the same fingerprint already exists");
    }
  }
  assertWithinLimit(sshKeys, world);
  const key: SshKey = {
    id: takeId(world.state, "sshKeys"),
    name: wanted.name,
    createdMs: world.clock.now(),
    publicKey: wanted.public_key,
    fingerprint,
    labels: wanted.labels ?? {},
  };
  world.state.sshKeys.set(key.id, key);
  return oneReply(sshKeys, world, key, {}, 201);
}

/** MD5 of the key's blob with colons; undefined when the text is no OpenSSH public key. */
export function fingerprintOf(publicKey: string): string | undefined {
  const [type = "", blob = ""] = publicKey.trim().split(/\s+/);
  const bytes = Buffer.from(blob, "base64");
  if (bytes.length < 4 + type.length || type === "") return undefined;
  const length = bytes.readUInt32BE(0);
  if (bytes.toString("latin1", 4, 4 + length) !== type) return undefined;
  return createHash("md5")
    .update(bytes)
    .digest("hex")
    .replace(/..(?=.)/g, "$&:");
}
