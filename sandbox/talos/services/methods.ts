/** All methods of a machine's API, as its version has them. */
import { ClusterService, cluster as clusterMessages } from "../../../wire/talos/generated/cluster";
import {
  ImageService,
  LifecycleService,
  MachineService,
  machine as machineMessages,
} from "../../../wire/talos/generated/machine";
import { StorageService, storage as storageMessages } from "../../../wire/talos/generated/storage";
import { TimeService, time as timeMessages } from "../../../wire/talos/generated/time";
import { ResourceStore, stateMethods } from "../cosi";
import { serviceMethods, type TalosMethod } from "../grpc";
import { machineKinds } from "../resources";
import { configurationHandlers } from "./configuration";
import type { ServiceContext } from "./context";
import { etcdHandlers } from "./etcd-methods";
import { eventHandlers } from "./event-methods";
import { fileHandlers } from "./file-methods";
import { healthHandlers } from "./health";
import { imageHandlers, imageServiceHandlers } from "./images";
import { lifecycleHandlers } from "./lifecycle";
import { metaHandlers } from "./meta";
import { sequenceHandlers } from "./sequence-methods";
import { serviceControlHandlers } from "./service-control";
import { storageHandlers } from "./storage";
import { systemHandlers, timeHandlers } from "./system";

/** ImageService and LifecycleService came together. */
const firstMinorWithImageService = 13;

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
    ...etcdHandlers(context),
    ...imageHandlers(context),
    ...fileHandlers(context),
    ...metaHandlers(context),
  };
  const methods = [
    ...serviceMethods(machineMessages, MachineService, handlers),
    ...serviceMethods(storageMessages, StorageService, storageHandlers(context)),
    ...serviceMethods(timeMessages, TimeService, timeHandlers(context)),
    ...serviceMethods(clusterMessages, ClusterService, healthHandlers(context)),
    ...(machine.minor >= firstMinorWithImageService ? newerServices(context) : []),
    ...stateMethods(resources),
  ];
  return { methods, resources };
}

function newerServices(context: ServiceContext): readonly TalosMethod[] {
  return [
    ...serviceMethods(machineMessages, ImageService, imageServiceHandlers(context)),
    ...serviceMethods(machineMessages, LifecycleService, lifecycleHandlers(context)),
  ];
}
