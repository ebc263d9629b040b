import type { MethodTable } from "../wire/grpc/method";
import type { PluginContext } from "./plugin";
import { preparedAnswers } from "./protocol/prepared-answers";
import { createMethodTable } from "./protocol/rpc";

/** The methods of the provider. Its engine is loaded when a call needs it: schemas are answered from files. */
export function methods(context: PluginContext): MethodTable {
  return createMethodTable({
    createServer: () => {
      const { createServer }: typeof import("./server") = require("./server");
      return createServer(context);
    },
    prepared: preparedAnswers(__dirname),
  });
}
