/** ServiceStart, ServiceStop, ServiceRestart: which services let themselves be handled, and what they answer. */
import { GrpcStatus } from "../../../wire/grpc/status";
import { TalosStatus } from "../grpc";
import type { MachineHandlers, ServiceContext } from "./context";

/** Services that let themselves be handled through the API; the others say no. */
const startable = /^(ext-.+|kubelet)$/;
const stoppable = /^ext-.+$/;

/** The three methods. */
export function serviceControlHandlers({ machine }: ServiceContext): MachineHandlers {
  const { services } = machine;
  const find = (id: string, allowed: RegExp, verb: string) => {
    const service = services.get(id);
    if (service === undefined) throw new TalosStatus(GrpcStatus.UNKNOWN, `service "${id}" not defined`);
    if (allowed.test(id)) return service;
    throw new TalosStatus(GrpcStatus.UNKNOWN, `service "${id}" doesn't support ${verb} operation via API`);
  };
  return {
    ServiceStart: ({ id }) => {
      find(id, startable, "start");
      services.run(id, `Service "${id}" started via API`);
      return { messages: [{ resp: `Service "${id}" started` }] };
    },
    ServiceStop: ({ id }) => {
      find(id, stoppable, "stop");
      services.set(id, "Finished", "Service finished successfully");
      return { messages: [{ resp: `Service "${id}" stopped` }] };
    },
    ServiceRestart: ({ id }) => {
      find(id, startable, "restart");
      services.set(id, "Stopping", "Sending SIGTERM");
      services.run(id);
      return { messages: [{ resp: `Service "${id}" restarted` }] };
    },
  };
}
