/** What a server's next boot brings up, and how that is said. */
import { readDiskLabel } from "./disk-label";
import type { BootState, Server } from "./server";
import type { World } from "./world";

/** What the next boot brings up: rescue first, then an ISO, then the disk. */
export function nextBoot(world: World, server: Server): BootState {
  if (server.rescueEnabled && server.rescue !== null) return { kind: "rescue" };
  const iso = world.state.catalogue.isos.find((entry) => entry.id === server.isoId);
  const isoTalos = iso === undefined ? null : /^talos.*?(v?\d+\.\d+\.\d+)/i.exec(iso.name);
  const label = readDiskLabel(world.disks.open(server.diskId));
  if (label?.os === "talos") {
    const { version, schematicId, architecture } = label;
    return { kind: "talos", version, schematicId, architecture, installed: true };
  }
  if (isoTalos?.[1] !== undefined) {
    const version = isoTalos[1].startsWith("v") ? isoTalos[1] : `v${isoTalos[1]}`;
    return { kind: "talos", version, schematicId: vanillaSchematicId, architecture: "amd64", installed: false };
  }
  if (label?.os === "linux") return { kind: "linux", image: label.name };
  return { kind: "nothing" };
}

/** The schematic without extensions (SHA-256 of "customization: {}\n"), which Hetzner's public Talos ISO is made of. */
const vanillaSchematicId = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

/** In words, after "boots". */
export function describeBoot(state: BootState): string {
  switch (state.kind) {
    case "talos":
      return `Talos ${state.version} (schematic ${state.schematicId.slice(0, 8)})`;
    case "linux":
      return state.image;
    case "rescue":
      return "the rescue system";
    case "nothing":
      return "nothing: no system on its disk";
    case "off":
      return "not at all";
  }
}
