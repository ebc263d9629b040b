/** Turns what a request names (type, image, location, keys) into things of the world, or says what is wrong with it. */
import type { World } from "../../world";
import type { Location, ServerType } from "../../world/catalogue";
import type { Image } from "../../world/image";
import type { SshKey } from "../../world/ssh-key";
import { ApiError, invalidInput } from "../api-error";

type IdOrName = number | string;

function isMeant(entry: { id: number; name: string | null }, wanted: IdOrName): boolean {
  return entry.id === wanted || entry.name === wanted || String(entry.id) === wanted;
}

/** @throws ApiError invalid_input when there is no such type. */
export function chooseServerType(world: World, wanted: IdOrName): ServerType {
  const type = world.state.catalogue.serverTypes.find((entry) => isMeant(entry, wanted));
  if (type === undefined) throw invalidInput({ name: "server_type", message: `server type ${wanted} not found` });
  return type;
}

/** A system image by name is the one for this architecture. */
export function chooseImage(world: World, wanted: IdOrName, type: ServerType): Image {
  const named = [...world.state.images.values()].filter((entry) => isMeant(entry, wanted));
  const image = named.find((entry) => entry.architecture === type.architecture) ?? named[0];
  const refuse = (message: string) => invalidInput({ name: "image", message });
  if (image === undefined) throw refuse(`image ${wanted} not found`);
  if (image.status !== "available") throw refuse("image is not available");
  if (image.architecture !== type.architecture) {
    throw refuse(`image architecture ${image.architecture} does not match server type ${type.name}`);
  }
  return image;
}

/** @throws ApiError invalid_input when the image comes from a larger disk. */
export function assertImageFits(image: Image, diskGiB: number): void {
  if (image.diskSizeGiB > diskGiB) {
    const message = `image disk (${image.diskSizeGiB} GB) is bigger than the server's disk (${diskGiB} GB)`;
    throw invalidInput({ name: "image", message });
  }
}

/** Where to build: as asked, else the first location that sells the type. */
export function chooseLocation(world: World, wanted: IdOrName | undefined, type: ServerType): Location {
  const { locations } = world.state.catalogue;
  const sold = type.locations.filter((entry) => entry.available).map((entry) => entry.locationId);
  const location =
    wanted === undefined
      ? locations.find((entry) => sold.includes(entry.id))
      : locations.find((entry) => isMeant(entry, wanted));
  if (location === undefined && wanted !== undefined) {
    throw invalidInput({ name: "location", message: `location ${wanted} not found` });
  }
  if (location === undefined) {
    throw invalidInput({ name: "server_type", message: `server type ${type.name} is deprecated` });
  }
  return location;
}

/** @throws ApiError when the type is not sold there (any more), or sold out. */
export function assertSold(world: World, type: ServerType, location: Location): void {
  const sold = type.locations.find((entry) => entry.locationId === location.id);
  if (sold === undefined) {
    throw invalidInput({ name: "server_type", message: "unsupported location for server type" });
  }
  const end = sold.deprecation ?? type.deprecation;
  if (end !== null && world.clock.now() >= end.unavailableAfterMs) {
    throw invalidInput({ name: "server_type", message: `server type ${type.name} is deprecated` });
  }
  if (!sold.available || world.faults.take("stock", type.name, location.name) !== undefined) {
    throw new ApiError("resource_unavailable", "error during placement");
  }
}

/** Keys by id or name. @throws ApiError invalid_input when one is not there. */
export function chooseSshKeys(world: World, wanted: readonly IdOrName[]): SshKey[] {
  return wanted.map((one) => {
    const key = [...world.state.sshKeys.values()].find((entry) => isMeant(entry, one));
    if (key === undefined) throw invalidInput({ name: "ssh_keys", message: `SSH key ${one} not found` });
    return key;
  });
}
