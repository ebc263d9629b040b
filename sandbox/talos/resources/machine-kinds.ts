/** The one visible list of the resources that a machine has. */
import type { ResourceKind } from "../cosi";
import { blockKinds } from "./block";
import { configKinds } from "./config";
import type { ResourceOwner } from "./resource-owner";
import { runtimeKinds } from "./runtime";
import { serviceKinds } from "./services";

/** All kinds of Talos 1.`minor`. */
export function machineKinds(minor: number): ResourceKind<ResourceOwner>[] {
  return [...configKinds(minor), ...runtimeKinds(minor), ...serviceKinds, ...blockKinds];
}
