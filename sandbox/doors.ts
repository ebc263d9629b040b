/** The one visible list of front doors. */
import { openControl } from "./control";
import { type HetznerDoorOptions, hetznerDoor } from "./hetzner";
import { openImageFactory } from "./image-factory";
import { openLoadBalancing } from "./load-balancing";
import { openPublicIpDoor } from "./public-ip-door";
import { openSsh } from "./ssh";
import { openTalos } from "./talos";
import type { OpenDoor } from "./world";

/** All doors of a sandbox, in the order of opening. The first one gets the wanted port. */
export function allDoors(options: HetznerDoorOptions): readonly OpenDoor[] {
  return [hetznerDoor(options), openLoadBalancing, openImageFactory, openSsh, openTalos, openPublicIpDoor, openControl];
}
