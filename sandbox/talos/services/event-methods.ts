/** Methods that tell what happened: events, service list, logs, kernel log. */
import { timestampOf } from "../../../wire/google/time";
import { machine as messages } from "../../../wire/talos/generated/machine";
import type { MachineEvent } from "../machine/event-log";
import type { MachineHandlers, ServiceContext } from "./context";
import { followed } from "./followed";

/** Talos cuts file-like streams into pieces of this many bytes (facts §2.9). */
const chunkBytes = 1024;

/** Events, ServiceList, Logs, LogsContainers, Dmesg. */
export function eventHandlers({ machine }: ServiceContext): MachineHandlers {
  const lines = (wanted: (service: string) => boolean, signal: AbortSignal) =>
    followed<string>((push) => machine.logs.follow((service, line) => wanted(service) && push(line)), signal);
  async function* log(id: string, past: string, follow: boolean, signal: AbortSignal) {
    // Whoever follows hears what is said while the past is still on its way.
    const coming = follow ? lines((service) => service === id, signal) : undefined;
    yield* chunks(past);
    if (coming !== undefined) for await (const line of coming) yield* chunks(line);
  }
  return {
    Events: async function* ({ tailEvents, tailId, tailSeconds, withActorId }, call) {
      const actorId = withActorId;
      const isWanted = (event: MachineEvent) => actorId === "" || event.actorId === actorId;
      const coming = followed<MachineEvent>(
        (push) => machine.events.follow((event) => isWanted(event) && push(event)),
        call.signal,
      );
      // The first message says that the stream stands.
      yield {};
      for (const event of machine.events.past({ tailEvents, tailId, tailSeconds, actorId })) yield eventMessage(event);
      for await (const event of coming) yield eventMessage(event);
    },
    ServiceList: () => ({ messages: [{ services: machine.services.list().map((service) => serviceInfo(service)) }] }),
    Logs: ({ id, follow, tailLines }, call) => log(id, machine.logs.text(id, tailLines), follow, call.signal),
    LogsContainers: () => ({ messages: [{ ids: machine.logs.names().filter((name) => name !== "kernel") }] }),
    Dmesg: ({ follow, tail }, call) =>
      log("kernel", tail && follow ? "" : machine.logs.text("kernel", -1), follow, call.signal),
  };
}

type Service = ReturnType<ServiceContext["machine"]["services"]["list"]>[number];

function serviceInfo(service: Service) {
  return {
    id: service.id,
    state: service.state,
    events: {
      events: service.events.map(({ message, state, atMs }) => ({ msg: message, state, ts: timestampOf(atMs) })),
    },
    health: {
      unknown: service.isHealthy === undefined,
      healthy: service.isHealthy === true,
      lastMessage: service.healthMessage,
      lastChange: timestampOf(service.healthChangedMs),
    },
  };
}

function eventMessage({ id, actorId, name, payload }: MachineEvent) {
  // Talos has a prefix of its own where others have type.googleapis.com (facts §2.4).
  const data = { typeUrl: `talos/runtime/machine.${name}`, value: messages.encode(name, payload) };
  return { data, id, actorId };
}

function* chunks(text: string): Generator<{ bytes: Uint8Array }> {
  const bytes = Buffer.from(text, "utf8");
  for (let at = 0; at < bytes.length; at += chunkBytes) yield { bytes: bytes.subarray(at, at + chunkBytes) };
}
