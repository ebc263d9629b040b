/** All methods of a machine's API, as its version has them. */
import { MachineService, machine as machineMessages } from "../../../wire/talos/generated/machine";
import { StorageService, storage as storageMessages } from "../../../wire/talos/generated/storage";
import { TimeService, time as timeMessages } from "../../../wire/talos/generated/time";
import { ResourceStore, stateMethods } from "../cosi";
import { serviceMethods, type TalosMethod } from "../grpc";
import { machineKinds } from "../resources";
import { configurationHandlers } from "./configuration";
import type { ServiceContext } from "./context";
import { eventHandlers } from "./event-methods";
import { sequenceHandlers } from "./sequence-methods";
import { serviceControlHandlers } from "./service-control";
import { storageHandlers } from "./storage";
import { systemHandlers, timeHandlers } from "./system";

/** The methods, and the store that must hear of each change of the machine. */
export function machineMethods(context: ServiceContext): {
  methods: readonly TalosMethod[];
  resources: ResourceStore<ServiceContext>;
} {
  const { machine } = context;
  const resources = new ResourceStore({
    owner: context,
    kinds: machineKinds(machine.minor),
    now: () => machine.now(),
    cookie: Buffer.from(machine.bootId.replaceAll("-", "").slice(0, 16), "hex"),
  });
  const handlers = {
    ...systemHandlers(context),
    ...configurationHandlers(context),
    ...eventHandlers(context),
    ...serviceControlHandlers(context),
    ...sequenceHandlers(context),
  };
  const methods = [
    ...serviceMethods(machineMessages, MachineService, handlers),
    ...serviceMethods(storageMessages, StorageService, storageHandlers(context)),
    ...serviceMethods(timeMessages, TimeService, timeHandlers(context)),
    ...stateMethods(resources),
  ];
  return { methods, resources };
}
