import type { JsonObject } from "../plain/json";

/** One address behind a service. */
export interface ServicePod {
  readonly ip: string;
  readonly isReady: boolean;
  readonly isTerminating: boolean;
  /** "": none is told. */
  readonly nodeName: string;
  /** Undefined: what is behind it is no pod. */
  readonly pod: JsonObject | undefined;
}

/** Where a port of a service leads. */
export interface TargetPort {
  /** "" where a service has one port only. */
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

/** `subsets` of Endpoints: one, or none where nothing is behind the service. */
export function endpointSubset(pods: readonly ServicePod[], ports: readonly TargetPort[]): JsonObject[] {
  const shown = pods.filter(({ isTerminating }) => !isTerminating);
  if (shown.length === 0) return [];
  const address = ({ ip, nodeName, pod }: ServicePod): JsonObject => ({
    ip,
    ...(nodeName === "" ? {} : { nodeName }),
    ...(pod === undefined ? {} : { targetRef: pod }),
  });
  const [ready, unready] = [shown.filter(({ isReady }) => isReady), shown.filter(({ isReady }) => !isReady)];
  return [
    {
      ...(ready.length === 0 ? {} : { addresses: byIp(ready).map(address) }),
      ...(unready.length === 0 ? {} : { notReadyAddresses: byIp(unready).map(address) }),
      ports: ports.map(portRow),
    },
  ];
}

/** What an EndpointSlice holds besides its metadata. */
export function endpointSlice(pods: readonly ServicePod[], ports: readonly TargetPort[]): JsonObject {
  return {
    addressType: "IPv4",
    endpoints: byIp(pods).map(({ ip, isReady, isTerminating, nodeName, pod }) => ({
      addresses: [ip],
      conditions:
        pod === undefined ? { ready: true } : { ready: isReady, serving: isReady, terminating: isTerminating },
      ...(nodeName === "" ? {} : { nodeName }),
      ...(pod === undefined ? {} : { targetRef: pod }),
    })),
    ports: ports.map(({ name, port, protocol }) => ({ name, port, protocol })),
  };
}

function portRow({ name, port, protocol }: TargetPort): JsonObject {
  return { ...(name === "" ? {} : { name }), port, protocol };
}

function byIp(pods: readonly ServicePod[]): ServicePod[] {
  return pods.toSorted((a, b) => (a.ip < b.ip ? -1 : a.ip > b.ip ? 1 : 0));
}
