import type { Method, Service } from "protobufjs";
import type { Names } from "./names";

/** A service as a const: its full name, and for each method the messages and which side streams. */
export function serviceText(service: Service, names: Names): string {
  const full = service.fullName.slice(1);
  const methods = service.methodsArray.map((method) => `    ${method.name}: ${methodText(method, names)},`);
  return `/** The service ${full}: the path of a method is /${full}/<method>. */\nexport const ${names.type(service)} = {\n  name: ${JSON.stringify(full)},\n  methods: {\n${methods.join("\n")}\n  },\n} as const;`;
}

function methodText(method: Method, names: Names): string {
  const { resolvedRequestType: request, resolvedResponseType: response } = method.resolve() as Method;
  if (request === null || response === null) throw new RangeError(`Cannot find the messages of ${method.fullName}`);
  names.type(request);
  names.type(response);
  const streams = streamsOf(method);
  const fields = [
    `request: ${JSON.stringify(names.wire(request))}`,
    `response: ${JSON.stringify(names.wire(response))}`,
  ];
  return `{ ${[...fields, `streams: ${JSON.stringify(streams)}`].join(", ")} }`;
}

/** Which side may send any number of messages. */
function streamsOf(method: Method): "" | "client" | "server" | "both" {
  if (method.requestStream === true) return method.responseStream === true ? "both" : "client";
  return method.responseStream === true ? "server" : "";
}
