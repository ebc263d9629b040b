/** Calls of a Talos API, typed by the tables of its services: what the tests of this folder speak through. */
import * as grpc from "@grpc/grpc-js";
import { resource as cosi, State } from "../../../wire/cosi/generated/resource";
import type { ReplyOf, RequestOf, ServiceDescription } from "../../../wire/grpc/service";
import type { MessageNames, MessageSet } from "../../../wire/protobuf";
import { type Messages as MachineMessages, MachineService, machine } from "../../../wire/talos/generated/machine";
import { runtime } from "../../../wire/talos-resources/generated/runtime";

/** How a call is made. */
export interface CallOptions {
  /** Default 5 s. */
  readonly deadlineMs?: number;
  /** Default: none. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Cancels the call. */
  readonly signal?: AbortSignal;
}

/** Makes any call, streams or not, and gives its answers one by one; rejects with grpc-js's ServiceError. */
export async function* answersTo<
  Messages,
  Service extends ServiceDescription,
  Name extends keyof Service["methods"] & string,
>(
  client: grpc.Client,
  [messages, service]: readonly [MessageSet<Messages>, Service],
  name: Name,
  requests: readonly RequestOf<Messages, Service, Name>[],
  { deadlineMs = 5000, metadata = {}, signal }: CallOptions = {},
): AsyncGenerator<ReplyOf<Messages, Service, Name>> {
  const description = service.methods[name];
  if (description === undefined) throw new TypeError(`There is no method "${name}"`);
  const asIs = (bytes: Buffer) => bytes;
  const headers = new grpc.Metadata();
  for (const [key, value] of Object.entries(metadata)) headers.set(key, value);
  const call = client.makeBidiStreamRequest(`/${service.name}/${name}`, asIs, asIs, headers, {
    deadline: Date.now() + deadlineMs,
  });
  call.on("error", () => undefined);
  signal?.addEventListener("abort", () => call.cancel(), { once: true });
  for (const request of requests) {
    call.write(Buffer.from(messages.encode(description.request as MessageNames<Messages>, request)));
  }
  call.end();
  try {
    for await (const bytes of call) {
      const message = messages.decode(description.response as MessageNames<Messages>, bytes);
      yield message as ReplyOf<Messages, Service, Name>; // the description is where its type came from
    }
  } finally {
    call.cancel();
  }
}

/** All answers of a call. */
export async function all<Item>(answers: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const answer of answers) found.push(answer);
  return found;
}

/** The first answer of a call; what comes after is cancelled. */
export async function first<Item>(answers: AsyncIterable<Item>): Promise<Item> {
  for await (const answer of answers) return answer;
  throw new Error("The call had no answer");
}

/** A call of machine.MachineService, with its answers one by one. */
export function machineAnswers<Name extends keyof typeof MachineService.methods>(
  client: grpc.Client,
  name: Name,
  request: RequestOf<MachineMessages, typeof MachineService, Name>,
  options?: CallOptions,
): AsyncGenerator<ReplyOf<MachineMessages, typeof MachineService, Name>> {
  return answersTo(client, [machine, MachineService], name, [request], options);
}

/** A call of machine.MachineService that has one answer. */
export function machineCall<Name extends keyof typeof MachineService.methods>(
  client: grpc.Client,
  name: Name,
  request: RequestOf<MachineMessages, typeof MachineService, Name>,
  options?: CallOptions,
): Promise<ReplyOf<MachineMessages, typeof MachineService, Name>> {
  return first(machineAnswers(client, name, request, options));
}

/** The bytes of a stream of common.Data. */
export async function bytesOf(answers: AsyncIterable<{ bytes: Uint8Array }>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const { bytes } of answers) parts.push(Buffer.from(bytes));
  return Buffer.concat(parts);
}

/** The protobuf spec of one resource. */
export async function resourceSpec(
  client: grpc.Client,
  namespace: string,
  type: string,
  id: string,
): Promise<Uint8Array> {
  const { resource } = await first(answersTo(client, [cosi, State], "Get", [{ namespace, type, id }]));
  return resource?.spec?.protoSpec ?? new Uint8Array(0);
}

/** What a machine's status says just now. */
export async function stageOf(client: grpc.Client): Promise<{ stage: number; ready: boolean; unmet: string[] }> {
  const spec = await resourceSpec(client, "runtime", "MachineStatuses.runtime.talos.dev", "machine");
  const { stage, status } = runtime.decode("MachineStatusSpec", spec);
  return { stage, ready: status?.ready === true, unmet: (status?.unmetConditions ?? []).map(({ name }) => name) };
}

/** Asks again until it holds; fails with what was seen last. */
export async function eventually<T>(ask: () => Promise<T> | T, isMet: (seen: T) => boolean, limitMs = 20_000) {
  const endMs = Date.now() + limitMs;
  let last = "";
  while (Date.now() < endMs) {
    try {
      const seen = await ask();
      if (isMet(seen)) return seen;
      last = JSON.stringify(seen, (_key, value) => (typeof value === "bigint" ? String(value) : value));
    } catch (error) {
      last = String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`It did not come true within ${limitMs} ms; last seen: ${last}`);
}
