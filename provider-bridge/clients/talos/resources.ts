/** COSI resources of a machine: read, listed, watched. */
import {
  resource as cosi,
  EventType,
  type Metadata,
  type Resource,
  State,
} from "../../../wire/cosi/generated/resource";
import type { CallContext } from "../transport";
import { TalosError } from "./talos-error";
import type { TalosNode } from "./talos-node";

const API = [cosi, State] as const;

/** A type of resources, and how its spec is read. */
export interface ResourceKind<Spec> {
  readonly namespace: string;
  /** Canonical, e.g. `MachineStatuses.runtime.talos.dev`. */
  readonly type: string;
  decode(bytes: Uint8Array): Spec;
}

/** A resource as it is. */
export interface TalosResource<Spec> {
  readonly id: string;
  /** Decimal; it changes with every change of the resource. */
  readonly version: string;
  /** When it was made, by the machine's clock: seconds since 1970 with nine decimals; "" where it does not say. */
  readonly created: string;
  readonly spec: Spec;
}

/** What a watch tells. */
export interface ResourceEvent<Spec> {
  /** `bootstrapped`: all that was there has been told. */
  readonly kind: "created" | "updated" | "destroyed" | "bootstrapped";
  readonly resource: TalosResource<Spec> | undefined;
  /** Where a later watch may go on; undefined where the machine gives none. */
  readonly bookmark: Uint8Array | undefined;
}

/** One resource; undefined where there is none. @throws TalosError */
export async function getResource<Spec>(
  node: TalosNode,
  kind: ResourceKind<Spec>,
  id: string,
  context: CallContext,
): Promise<TalosResource<Spec> | undefined> {
  const { namespace, type } = kind;
  try {
    const { resource } = await node.call(API, "Get", { namespace, type, id }, context, { repeatable: true });
    return resource === undefined ? undefined : readResource(kind, resource);
  } catch (error) {
    if (error instanceof TalosError && error.code === "not_found") return undefined;
    throw error;
  }
}

/** How long a list may take, milliseconds. */
const listMs = 15_000;

/** All resources of a kind. @throws TalosError */
export async function listResources<Spec>(
  node: TalosNode,
  kind: ResourceKind<Spec>,
  context: CallContext,
): Promise<readonly TalosResource<Spec>[]> {
  const { namespace, type } = kind;
  const limits = { attemptMs: listMs, repeatable: true };
  const found = await node.list(API, "List", { namespace, type }, context, limits);
  return found.flatMap(({ resource }) => (resource === undefined ? [] : [readResource(kind, resource)]));
}

/**
 * Tells what becomes of resources, from what is there now or from a bookmark on, until the caller stops or the connection
 * breaks. Without an id, of all of a kind.
 * @throws TalosError
 */
export async function* watchResources<Spec>(
  node: TalosNode,
  kind: ResourceKind<Spec>,
  { id, bookmark }: { readonly id?: string; readonly bookmark?: Uint8Array },
  context: CallContext,
): AsyncGenerator<ResourceEvent<Spec>> {
  const { namespace, type } = kind;
  const options = bookmark === undefined ? { bootstrapContents: id === undefined } : { startFromBookmark: bookmark };
  // Version 1 tells when all that is there has been told.
  const request = { namespace, type, ...(id === undefined ? {} : { id }), options, apiVersion: 1 };
  for await (const { event } of node.stream(API, "Watch", request, context)) {
    for (const each of event) {
      const name = KINDS[each.eventType];
      if (name === undefined) continue;
      const resource = each.resource === undefined ? undefined : readResource(kind, each.resource);
      yield { kind: name, resource, bookmark: each.bookmark };
    }
  }
}

const KINDS: Readonly<Record<number, ResourceEvent<never>["kind"]>> = {
  [EventType.CREATED]: "created",
  [EventType.UPDATED]: "updated",
  [EventType.DESTROYED]: "destroyed",
  [EventType.BOOTSTRAPPED]: "bootstrapped",
};

function readResource<Spec>(kind: ResourceKind<Spec>, { metadata, spec }: Resource): TalosResource<Spec> {
  const bytes = spec?.protoSpec ?? new Uint8Array(0);
  const { id = "", version = "", created } = metadata ?? {};
  return { id, version, created: created === undefined ? "" : secondsOf(created), spec: kind.decode(bytes) };
}

const nanosDigits = 9;

function secondsOf({ seconds, nanos }: NonNullable<Metadata["created"]>): string {
  return `${seconds}.${String(nanos).padStart(nanosDigits, "0")}`;
}
