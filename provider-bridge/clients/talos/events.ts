/** What a machine tells of what it does. */

import type { MessageNames } from "../../../wire/protobuf";
import { type Event, MachineService, type Messages, machine } from "../../../wire/talos/generated/machine";
import type { CallContext } from "../transport";
import type { TalosNode } from "./talos-node";

/** An event, with its payload as it came. */
export interface TalosEvent {
  readonly id: string;
  readonly actorId: string;
  /** The payload's message, e.g. `MachineStatusEvent`. */
  readonly type: string;
  readonly payload: Uint8Array;
}

/** Talos puts its own prefix before the name of the message. */
const PREFIX = /^talos\/runtime\/machine\./;

/**
 * Follows a machine's events; `tail` older ones first (-1: all that it remembers). Ends when the connection breaks.
 * @throws TalosError, and the signal's reason
 */
export async function* followEvents(
  node: TalosNode,
  { tail = 0, actorId = "" }: { readonly tail?: number; readonly actorId?: string },
  context: CallContext,
): AsyncGenerator<TalosEvent> {
  const request = { tailEvents: tail, withActorId: actorId };
  for await (const event of node.stream([machine, MachineService], "Events", request, context)) {
    const read = readEvent(event);
    if (read !== undefined) yield read;
  }
}

/** The first message of a stream is empty: it says that the stream is there. */
function readEvent({ id, actorId, data }: Event): TalosEvent | undefined {
  if (data === undefined || !PREFIX.test(data.typeUrl)) return undefined;
  return { id, actorId, type: data.typeUrl.replace(PREFIX, ""), payload: data.value };
}

/** An event's payload, where it is of this message. */
export function payloadOf<Name extends MessageNames<Messages>>(
  event: TalosEvent,
  name: Name,
): Messages[Name] | undefined {
  return event.type === name ? machine.decode(name, event.payload) : undefined;
}
