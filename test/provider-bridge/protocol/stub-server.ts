import type { FunctionDefinition } from "../../../provider-bridge/framework/contract/function-definition";
import { identitySchema, requiredForImport } from "../../../provider-bridge/framework/contract/identity";
import { DiagnosticError } from "../../../provider-bridge/framework/diagnostics/diagnostic";
import type { ProviderServer } from "../../../provider-bridge/framework/engine/provider-server";
import type { TypeLookup } from "../../../provider-bridge/framework/engine/type-lookup";
import { types } from "../../../provider-bridge/framework/schema/types";
import { listOf, objectOf } from "../../../provider-bridge/framework/types/type";
import type { Value } from "../../../provider-bridge/framework/values/value";
import { createMethodTable } from "../../../provider-bridge/protocol/rpc";
import { encodeMsgpack } from "../../../provider-bridge/protocol/values";
import type { MessageInit } from "../../../wire/protobuf";
import { type Messages, Provider, tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";

/** The type of everything that the stub serves. */
export const THING = objectOf({ name: "string", sizes: listOf("number") });

/** The type of its identities. */
export const IDENTITY = objectOf({ id: "string" });

/** Its identity schema. */
export const IDENTITY_SCHEMA = identitySchema({ id: requiredForImport(types.string, "The id.") }, { version: 4 });

/** A value of that type. */
export function thing(name: string, ...sizes: readonly (number | bigint)[]): Value {
  return new Map<string, Value>([
    ["name", name],
    ["sizes", sizes],
  ]);
}

/** The value as it goes over the wire. */
export function wired(value: Value) {
  return { msgpack: encodeMsgpack(value, THING) };
}

const TYPES: TypeLookup = {
  provider: () => THING,
  resource: (name) => served(name),
  identity: (name) => (name === "stub_plain" ? undefined : IDENTITY),
  dataSource: (name) => served(name),
  ephemeralResource: (name) => served(name),
  function: (name) => {
    if (name !== "measure") throw new DiagnosticError("Function is not served", `There is no "${name}".`);
    return { parameters: ["string", "number"], variadic: listOf("string"), returns: "number" };
  },
};

function served(name: string) {
  if (name.startsWith("stub_")) return THING;
  throw new DiagnosticError("Resource type is not served", `There is no "${name}".`);
}

/** A function that is never called. */
export const MEASURE: FunctionDefinition = {
  summary: "Measures",
  description: "*How* long.",
  deprecated: "Guess.",
  parameters: [{ name: "text", type: types.string, description: "What.", allowNull: true }],
  variadic: { name: "more", type: types.number, description: "", allowUnknown: true },
  returns: types.number,
  call: () => null,
};

function unexpected(): never {
  throw new Error("The stub was not told to answer this");
}

/** An engine that answers what a test wants, and refuses all else. */
export function stubServer(answers: Partial<ProviderServer>): ProviderServer {
  return {
    types: TYPES,
    getMetadata: unexpected,
    getProviderSchema: unexpected,
    getResourceIdentitySchemas: unexpected,
    getFunctions: unexpected,
    validateProviderConfig: unexpected,
    validateResourceConfig: unexpected,
    validateDataResourceConfig: unexpected,
    validateEphemeralResourceConfig: unexpected,
    upgradeResourceState: unexpected,
    upgradeResourceIdentity: unexpected,
    configureProvider: unexpected,
    readResource: unexpected,
    planResourceChange: unexpected,
    applyResourceChange: unexpected,
    importResourceState: unexpected,
    moveResourceState: unexpected,
    readDataSource: unexpected,
    openEphemeralResource: unexpected,
    renewEphemeralResource: unexpected,
    closeEphemeralResource: unexpected,
    callFunction: unexpected,
    stopProvider: unexpected,
    ...answers,
  };
}

type Methods = typeof Provider.methods;
type RequestOf<Name extends keyof Methods> = MessageInit<Messages[Methods[Name]["request"]]> & object;

/** Calls an RPC as Terraform does: a message goes in, a message comes out. */
export async function call<Name extends keyof Methods>(
  server: Partial<ProviderServer>,
  name: Name,
  request: RequestOf<Name>,
): Promise<Messages[Methods[Name]["response"]]> {
  const method: Methods[Name] = Provider.methods[name];
  const bytes = await callBytes(server, name, tfplugin6.encode<Methods[Name]["request"]>(method.request, request));
  return tfplugin6.decode<Methods[Name]["response"]>(method.response, bytes);
}

/** Calls an RPC with the bytes of a request. */
export async function callBytes(
  server: Partial<ProviderServer>,
  name: string,
  request: Uint8Array,
): Promise<Uint8Array> {
  const path = `/${Provider.name}/${name}`;
  const method = createMethodTable({ createServer: () => stubServer(server) }).get(path);
  if (method?.kind !== "unary") throw new RangeError(`The table has no unary method ${path}`);
  return method.handle(request, { path, signal: new AbortController().signal });
}
