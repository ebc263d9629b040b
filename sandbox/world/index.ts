/**
 * The sandbox's one model: servers, disks, networks, addresses, catalogue, clock, faults and events as plain data with
 * the mechanics that move them. Every front door (hetzner/, ssh/, image-factory/, talos/, kubernetes/) reads and moves
 * this, and nothing else. Never here: HTTP, SSH or gRPC, and no rule that only one API knows (those live in its door).
 *
 * How a door joins in: export an {@link OpenDoor} from your folder and add it to `sandbox/doors.ts`. Listen to
 * `world.events` for `server.booted` and `server.halted`, look the machine up with `world.state.servers.get(id)`, read
 * and write its bytes through `world.disks.open(server.diskId)`, and let a guest end with `guestShutdown` or
 * `guestReboot` of `server-lifecycle.ts`. Listen on `hostAddress(world, server)` at `world.portMap(port)`, and ask
 * `admits(...)` about each caller (firewalls); dial inside the sandbox only after `reach(...)`. Ask `world.faults.take(...)` before each thing that a fault may spoil.
 */
export { type Clock, createClock } from "./clock";
export { Disk, DiskStore } from "./disk";
export { type DiskLabel, encodeDiskLabel, readDiskLabel } from "./disk-label";
export type { DoorOptions, OpenDoor, RunningDoor } from "./door";
export { EventBus, type WorldEvent } from "./event-bus";
export { type Fault, FaultBook } from "./faults";
export { ManualClock } from "./manual-clock";
export { type Admission, admission, admits, type Dialer, hostAddress, type Reach, reach } from "./reach";
export type { BootState, Server } from "./server";
export { guestReboot, guestShutdown } from "./server-lifecycle";
export type { WorldState } from "./state";
export { World, type WorldOptions } from "./world";
