/** A store over two kinds of resources, and calls of its methods. */
import {
  type ResourceContent,
  type ResourceKind,
  ResourceStore,
  resource as resourceOf,
  stateMethods,
} from "../../../../sandbox/talos/cosi";
import type { TalosCall } from "../../../../sandbox/talos/grpc";
import { type Messages, resource } from "../../../../wire/cosi/generated/resource";
import type { MessageInit } from "../../../../wire/protobuf";
import { network } from "../../../../wire/talos-resources/generated/network";

interface Owner {
  hostnames: Record<string, string>;
}

export const type = "HostnameStatuses.net.talos.dev";
export const kind: ResourceKind<Owner> = {
  namespace: "network",
  type,
  isSensitive: false,
  list: ({ hostnames }) =>
    Object.entries(hostnames).map(
      ([id, hostname]): ResourceContent =>
        resourceOf(
          network,
          "HostnameStatusSpec",
          id,
          { hostname },
          { hostname, domainname: "" },
          {
            labels: new Map([["name", hostname]]),
            owner: "network.HostnameSpecController",
          },
        ),
    ),
};
export const secret: ResourceKind<Owner> = {
  namespace: "secrets",
  type: "OSRootSecrets.secrets.talos.dev",
  isSensitive: true,
  list: () => [],
};

export function play(hostnames: Owner["hostnames"] = { b: "two", a: "one" }, cookie = Buffer.alloc(8, 7)) {
  const owner: Owner = { hostnames };
  let now = 1_700_000_000_000;
  const store = new ResourceStore({ owner, kinds: [kind, secret], now: () => now, cookie });
  const methods = new Map(stateMethods(store).map((method) => [method.path, method]));
  const change = (next: Owner["hostnames"]) => {
    now += 1000;
    owner.hostnames = next;
    store.changed();
  };
  async function* call<Request extends keyof Messages & string, Response extends keyof Messages & string>(
    [name, request, response]: readonly [string, Request, Response],
    message: MessageInit<Messages[Request]> & object,
    { roles = ["os:reader"], signal = new AbortController().signal }: { roles?: string[]; signal?: AbortSignal } = {},
  ): AsyncGenerator<Messages[Response]> {
    const method = methods.get(`/cosi.resource.State/${name}`);
    if (method === undefined) throw new Error(`There is no method ${name}`);
    const peer = { address: "127.0.0.1", maintenance: false, roles, commonName: "" };
    const context: TalosCall = { path: method.path, peer, metadata: new Map(), signal, cut: () => {} };
    const requests = (async function* () {
      yield resource.encode(request, message);
    })();
    for await (const bytes of method.answer(requests, context)) yield resource.decode(response, bytes);
  }
  return { call, change, owner };
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
