/** Passes calls of the Talos API on to other machines, as far as they are reached. */
import type { Forwarder } from "../grpc";
import type { TalosMachine } from "../machine/machine";
import { dial } from "./dialing";
import type { Fleet } from "./fleet";

const apidPort = 50_000;

/** What a machine may pass on to; it can as long as its configuration holds the key of its authority. */
export function forwarderOf(fleet: Fleet, machine: TalosMachine): Forwarder {
  const isOwn = (target: string) =>
    target === machine.hostname || target === "127.0.0.1" || machine.addresses.some(({ ip }) => ip === target);
  return {
    get isAble() {
      return (machine.settings?.machineCa.keyPem ?? "") !== "";
    },
    isOwn,
    find: (target) => {
      const found = isOwn(target) ? machine : dial(fleet, machine, target, apidPort);
      const node = found === undefined ? undefined : fleet.nodeOf(found);
      return node?.apid.isConfigured === true ? node.apid.answering : undefined;
    },
  };
}
