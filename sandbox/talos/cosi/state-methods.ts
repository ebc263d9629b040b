import { type Messages, resource as messages, State } from "../../../wire/cosi/generated/resource";
import { GrpcStatus } from "../../../wire/grpc/status";
import { type Handlers, serviceMethods, type TalosCall, type TalosMethod, TalosStatus } from "../grpc";
import { readQueries } from "./queries";
import type { ResourceStore } from "./resource-store";
import { watch } from "./watch";
import { onWire } from "./wire-resource";

const admin = "os:admin";

/** Which resources those who call without a certificate may read: those of a reader, as Talos has it in maintenance. */
function checkAccess<Owner>(store: ResourceStore<Owner>, call: TalosCall, namespace: string, type: string): void {
  const isSensitive = store.isSensitive(type);
  if (isSensitive === undefined) throw denied(`resource type "${type}" is not supported`);
  if (isSensitive && !call.peer.roles.includes(admin)) throw denied("not authorized");
  if (!store.hasNamespace(namespace)) throw denied(`namespace "${namespace}" is not supported`);
}

/** The methods of cosi.resource.State over a store. Writing is refused, as Talos refuses it to everybody. */
export function stateMethods<Owner>(store: ResourceStore<Owner>): readonly TalosMethod[] {
  const refuse = (): never => {
    throw denied("write access is not allowed");
  };
  const handlers: Handlers<Messages, typeof State> = {
    Get: ({ namespace, type, id }, call) => {
      checkAccess(store, call, namespace, type);
      const found = store.collection(namespace, type).get(id);
      if (found !== undefined) return { resource: onWire(found) };
      const text = `resource ${type}(${namespace}/${id}@undefined) doesn't exist`;
      throw new TalosStatus(GrpcStatus.NOT_FOUND, text);
    },
    List: async function* ({ namespace, type, options }, call) {
      checkAccess(store, call, namespace, type);
      const isWanted = readQueries(options?.labelQuery ?? [], options?.idQuery);
      for (const found of store.collection(namespace, type).list()) {
        if (isWanted(found)) yield { resource: onWire(found) };
      }
    },
    Watch: async function* (request, call) {
      checkAccess(store, call, request.namespace, request.type);
      yield* watch(store, request, call.signal);
    },
    Create: refuse,
    Update: refuse,
    Destroy: refuse,
    Teardown: refuse,
    TeardownAndDestroy: refuse,
  };
  return serviceMethods(messages, State, handlers);
}

function denied(message: string): TalosStatus {
  return new TalosStatus(GrpcStatus.PERMISSION_DENIED, message);
}
