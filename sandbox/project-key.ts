/** The SSH key "my-key" that every sandbox's project knows, and where its private half lies. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprintOf } from "./hetzner/ssh-keys/routes";
import { generateOpensshKey } from "./openssh-key";
import type { World } from "./world";
import { takeId } from "./world/state";

const name = "my-key";

/** Puts the key into the project (unless a saved world brought it along) and the private half into the folder. */
export function provideProjectKey(world: World, directory: string): string {
  const path = join(directory, name);
  const saved = world.state.doors[name];
  const privateKey = typeof saved === "string" ? saved : makeKey(world);
  world.state.doors[name] = privateKey;
  writeFileSync(path, privateKey, { mode: 0o600 });
  return path;
}

function makeKey(world: World): string {
  const { publicKey, privateKey } = generateOpensshKey(name);
  const id = takeId(world.state, "sshKeys");
  const fingerprint = fingerprintOf(publicKey) ?? "";
  world.state.sshKeys.set(id, { id, name, createdMs: world.clock.now(), publicKey, fingerprint, labels: {} });
  return privateKey;
}
