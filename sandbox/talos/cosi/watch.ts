/** Watching: what is there, then what changes, from now, from a bookmark or from a few changes back. */
import { type Event, EventType, type WatchRequest, type WatchResponse } from "../../../wire/cosi/generated/resource";
import { GrpcStatus } from "../../../wire/grpc/status";
import type { MessageInit } from "../../../wire/protobuf";
import { TalosStatus } from "../grpc";
import type { Change, Collection } from "./collection";
import { readQueries, type Wanted } from "./queries";
import type { ResourceStore } from "./resource-store";
import { onWire, tombstone } from "./wire-resource";

type Reply = MessageInit<WatchResponse>;
type Told = MessageInit<Event>;

/**
 * Answers a watch until the signal is aborted. The first message is empty: from then on nothing is missed.
 *
 * @throws TalosStatus FAILED_PRECONDITION for a bookmark that is too old, or of another boot.
 */
export async function* watch<Owner>(
  store: ResourceStore<Owner>,
  request: WatchRequest,
  signal: AbortSignal,
): AsyncGenerator<Reply> {
  const collection = store.collection(request.namespace, request.type);
  const view = viewOf(store, collection, request);
  collection.watchers += 1;
  try {
    yield {};
    yield* replies(request, view.opening);
    for (let { position } = view; !signal.aborted; ) {
      if (position === collection.position) await collection.next(signal);
      if (position < collection.oldest) {
        yield* replies(request, [overrun(request, collection, position)]);
        return;
      }
      const changes = collection.since(position);
      const first = position;
      position += changes.length;
      const told = changes.flatMap((change, index) => tell(change, view, bookmark(store.cookie, first + index)));
      yield* replies(request, told);
    }
  } finally {
    collection.watchers -= 1;
  }
}

interface View {
  readonly opening: readonly Told[];
  readonly position: number;
  readonly isWanted: Wanted;
}

function viewOf<Owner>(store: ResourceStore<Owner>, collection: Collection, request: WatchRequest): View {
  const { namespace, type, id, options } = request;
  const ofOne: Wanted = (resource) => resource.id === id;
  const isWanted = id === undefined ? readQueries(options?.labelQuery ?? [], options?.idQuery) : ofOne;
  if (id !== undefined) refuseForOne(request);
  const position = startOf(store.cookie, collection, request, isWanted);
  const goesBack = options?.startFromBookmark !== undefined || (options?.tailEvents ?? 0) > 0;
  if (id !== undefined) {
    const found = collection.get(id);
    const first: Told =
      found === undefined
        ? { resource: tombstone(namespace, type, id), eventType: EventType.DESTROYED }
        : { resource: onWire(found), eventType: EventType.CREATED };
    return { opening: goesBack ? [] : [first], position, isWanted };
  }
  const opening: Told[] = [];
  const mark = bookmark(store.cookie, position - 1);
  const nothing = tombstone(namespace, type, "");
  if (options?.bootstrapContents === true) {
    for (const found of collection.list().filter(isWanted)) {
      opening.push({ resource: onWire(found), eventType: EventType.CREATED });
    }
    opening.push({ resource: nothing, eventType: EventType.BOOTSTRAPPED, bookmark: mark });
  }
  if (options?.bootstrapBookmark === true) {
    opening.push({ resource: nothing, eventType: EventType.NOOP, bookmark: mark });
  }
  return { opening, position, isWanted };
}

function refuseForOne({ options }: WatchRequest): void {
  const what =
    options?.bootstrapContents === true
      ? "bootstrap contents"
      : (options?.labelQuery ?? []).length > 0
        ? "label query"
        : "";
  if (what === "") return;
  throw new TalosStatus(GrpcStatus.UNIMPLEMENTED, `${what} is not implemented for resource watch`);
}

/** The position of the first change to be told. */
function startOf(cookie: Uint8Array, collection: Collection, { options }: WatchRequest, isWanted: Wanted): number {
  const mark = options?.startFromBookmark;
  const tail = options?.tailEvents ?? 0;
  if (mark !== undefined) {
    if (tail > 0) throw new Error("Cannot use both TailEvents and StartFromBookmark options");
    const position = readBookmark(cookie, mark) + 1;
    if (position < collection.oldest || position > collection.position) throw invalidBookmark();
    return position;
  }
  let start = collection.position;
  const changes = collection.since(collection.oldest);
  for (let left = tail, at = changes.length - 1; left > 0 && at >= 0; at -= 1) {
    const change = changes[at];
    if (change === undefined || !isWanted(change.resource)) continue;
    start = collection.oldest + at;
    left -= 1;
  }
  return start;
}

/** An update into or out of what is asked for is told as a beginning or an end. */
function tell({ kind, resource, old }: Change, { isWanted }: View, mark: Uint8Array): readonly Told[] {
  const isIn = isWanted(resource);
  const wasIn = old === undefined ? isIn : isWanted(old);
  if (!isIn && !wasIn) return [];
  const told = { resource: onWire(resource), bookmark: mark };
  if (kind === "destroyed" || !isIn) return [{ ...told, eventType: EventType.DESTROYED }];
  if (kind === "created" || !wasIn || old === undefined) return [{ ...told, eventType: EventType.CREATED }];
  return [{ ...told, eventType: EventType.UPDATED, old: onWire(old) }];
}

function overrun({ namespace, type }: WatchRequest, collection: Collection, position: number): Told {
  const error = `buffer overrun: namespace "${namespace}" type "${type}", write pos ${collection.position}, pos ${position}`;
  return { eventType: EventType.ERRORED, error };
}

/** One event a message, or what is there at once. Older clients do not know two types of events. */
function* replies({ options, apiVersion }: WatchRequest, told: readonly Told[]): Generator<Reply> {
  const isNew = ({ eventType }: Told) => eventType === EventType.BOOTSTRAPPED || eventType === EventType.ERRORED;
  const known = apiVersion >= 1 ? told : told.filter((event) => !isNew(event));
  if (options?.aggregated === true) {
    if (known.length > 0) yield { event: known };
    return;
  }
  for (const event of known) yield { event: [event] };
}

function bookmark(cookie: Uint8Array, position: number): Uint8Array {
  const bytes = Buffer.alloc(16);
  bytes.set(cookie.subarray(0, 8));
  bytes.writeBigInt64BE(BigInt(position), 8);
  return bytes;
}

function readBookmark(cookie: Uint8Array, mark: Uint8Array): number {
  const bytes = Buffer.from(mark);
  if (bytes.length !== 16 || !bytes.subarray(0, 8).equals(cookie.subarray(0, 8))) throw invalidBookmark();
  return Number(bytes.readBigInt64BE(8));
}

function invalidBookmark(): TalosStatus {
  return new TalosStatus(GrpcStatus.FAILED_PRECONDITION, "invalid watch bookmark");
}
